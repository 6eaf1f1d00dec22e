/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import org.meterway.dlms.signon.SignOnServer;
import org.meterway.dlms.transport.FrameTrace.Direction;

/** Lets clients sign on over a line, before each time that there are links. */
final class ServerSignOn {
  private final SignOnServerOptions options;
  private final SignOnServer server;
  private final TracedLines sent = new TracedLines(Direction.SENT);
  private final TracedLines received = new TracedLines(Direction.RECEIVED);
  private FrameTrace trace;

  ServerSignOn(SignOnServerOptions options) {
    this.options = options;
    this.server =
        new SignOnServer(
            options.manufacturer(), options.identification(), options.device(), options.maxBaud());
  }

  void trace(FrameTrace newTrace) {
    trace = newTrace;
  }

  /** Takes bytes as long as the client has not signed on; returns how many. */
  int take(ByteLine line, byte[] bytes, int count) throws IOException {
    if (server.isDone()) {
      return 0;
    }
    int taken = server.put(bytes, 0, count);
    received.add(trace, bytes, 0, taken);
    byte[] output = server.output();
    if (output.length > 0) {
      sent.add(trace, output, 0, output.length);
      line.write(output, 0, output.length);
    }
    if (server.isDone()) {
      line.speed(server.baud());
    }
    return taken;
  }

  /** Waits for a client again, at the speed of the opening. */
  void restart(ByteLine line) throws IOException {
    server.reset();
    line.speed(options.initialBaud());
  }
}
