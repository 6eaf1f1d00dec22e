/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.EOFException;
import java.io.IOException;
import org.meterway.dlms.signon.SignOnClient;
import org.meterway.dlms.signon.SignOnException;
import org.meterway.dlms.transport.FrameTrace.Direction;

/** Signs a client on over a line. */
final class SignOn {
  private final SignOnOptions options;

  SignOn(SignOnOptions options) {
    this.options = options;
  }

  boolean dropEcho() {
    return options.dropEcho();
  }

  /** Leaves the line at the speed that the link is to have. */
  void over(ByteLine line, FrameTrace trace) throws IOException {
    line.speed(options.initialBaud());
    Time time = new Time();
    SignOnClient client =
        new SignOnClient(
            options.device(),
            options.maxBaud(),
            options.parity(),
            options.responseTimeout().toNanos(),
            options.interOctetTimeout().toNanos(),
            options.retries());
    client.start(time.now());
    try {
      exchange(line, trace, client, time);
    } catch (SignOnException e) {
      if (e.isUnanswered()) {
        throw new TransportTimeoutException(e.getMessage());
      }
      throw new LinkException(e.getMessage(), e);
    }
    line.speed(client.baud());
  }

  private static void exchange(ByteLine line, FrameTrace trace, SignOnClient client, Time time)
      throws IOException, SignOnException {
    TracedLines sent = new TracedLines(Direction.SENT);
    TracedLines received = new TracedLines(Direction.RECEIVED);
    byte[] buffer = new byte[128];
    while (!client.next(time.now())) {
      byte[] output = client.output();
      if (output.length > 0) {
        sent.add(trace, output, 0, output.length);
        line.write(output, 0, output.length);
      }
      int count = line.read(buffer, 0, buffer.length, time.until(client.deadline()));
      if (count < 0) {
        throw new EOFException("the line ended during the sign-on");
      }
      received.add(trace, buffer, 0, count);
      client.put(buffer, 0, count, time.now());
    }
  }
}
