/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;

/** Payloads one behind the other, and bytes down as they are. */
final class PlainConversation implements Conversation {
  private final Host host;
  private final boolean echo;

  PlainConversation(Host host, boolean echo) {
    this.host = host;
    this.echo = echo;
  }

  @Override
  public void received(byte[] buffer, int offset, int length) throws IOException {
    if (host.rejects()) {
      throw new IOException("rejected on purpose");
    }
    host.payload(buffer, offset, length);
    if (echo) {
      host.write(java.util.Arrays.copyOfRange(buffer, offset, offset + length));
    }
  }

  @Override
  public void down(byte[] payload) throws IOException {
    host.write(payload);
  }
}
