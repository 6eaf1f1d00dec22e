/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.time.Duration;

/** A meter's side of a line that carries wrappers. There are no links in it. */
final class WrapperConversation implements ApduConversation {
  private final WrapperLine line;
  private final int maxApduSize;
  private final Received received = new Received();

  WrapperConversation(ByteLine line, WrapperOptions options) {
    this.line = new WrapperLine(line, options);
    this.maxApduSize = options.maxApduSize();
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    return line.receive(received, timeout);
  }

  @Override
  public void send(int client, int logicalDevice, byte[] apdu, int offset, int length)
      throws IOException {
    line.send(logicalDevice, client, apdu, offset, length);
  }

  @Override
  public void push(int client, int logicalDevice, byte[] apdu, int offset, int length)
      throws IOException {
    send(client, logicalDevice, apdu, offset, length);
  }

  @Override
  public int maxApduSize() {
    return maxApduSize;
  }

  @Override
  public void onLink(LinkListener listener) {
    // No link ever begins or ends.
  }

  @Override
  public void trace(FrameTrace trace) {
    line.trace(trace);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
