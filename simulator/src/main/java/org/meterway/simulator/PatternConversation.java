/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntSupplier;

/** As a plain one, with a pattern sent for each payload. */
final class PatternConversation implements Conversation {
  private final Host host;
  private final byte[] pattern;
  private final IntSupplier payloads;

  /**
   * @param payloads counts the payloads that {@link Host#payload} has completed
   */
  PatternConversation(Host host, byte[] pattern, IntSupplier payloads) {
    this.host = host;
    this.pattern = pattern;
    this.payloads = payloads;
  }

  @Override
  public void received(byte[] buffer, int offset, int length) throws IOException {
    if (host.rejects()) {
      throw new IOException("rejected on purpose");
    }
    int before = payloads.getAsInt();
    host.payload(buffer, offset, length);
    int complete = payloads.getAsInt() - before;
    if (complete == 0) {
      return;
    }
    ConnectionFault.Answer answer = host.beforeAnswer();
    if (answer != ConnectionFault.Answer.WITHHELD) {
      int times = answer == ConnectionFault.Answer.EXAGGERATED ? 2 * complete : complete;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < times; i++) {
        bytes.writeBytes(pattern);
      }
      host.write(bytes.toByteArray());
    }
  }

  @Override
  public void down(byte[] payload) throws IOException {
    host.write(payload);
  }
}
