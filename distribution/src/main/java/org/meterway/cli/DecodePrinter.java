/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.MessageException;

/**
 * Prints one JSON object for each frame and fault. The last one is held back: fill flags at the end
 * of the input belong to it.
 */
final class DecodePrinter implements FrameSink {
  private static final byte[] OFFSET = "{\"offset\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = ",\"length\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final MessageCodec messages;
  private final LayoutProbe layouts;
  private final JsonLine held = new JsonLine();
  private long heldOffset;
  private long heldLength = -1;
  private boolean allGood = true;

  DecodePrinter(OutputStream out, MessageCodec messages, LayoutProbe layouts) {
    this.out = out;
    this.messages = messages;
    this.layouts = layouts;
  }

  /** Whether there was neither a fault nor a malformed body. */
  boolean isAllGood() {
    return allGood;
  }

  @Override
  public void frame(
      int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
    hold(position, wireLength);
    if (layouts.isMeterFrame(position, protocol, length)) {
      describe(protocol, buffer, offset, length);
    } else {
      held.id("protocol", protocol).hex("information", buffer, offset, length);
    }
    layouts.covered(position + wireLength);
  }

  private void describe(int protocol, byte[] buffer, int offset, int length) {
    try {
      MessageJson.write(messages.decode(protocol, buffer, offset, length), held);
    } catch (MessageException e) {
      allGood = false;
      held.clear()
          .id("protocol", protocol)
          .word("command", MessageJson.commandName(buffer[offset] & 0xFF))
          .hex("payload", buffer, offset + 1, length - 1)
          .word("error", "MALFORMED_BODY")
          .text("reason", e.getMessage());
    }
  }

  @Override
  public void fault(FrameError error, long position, long wireLength) {
    allGood = false;
    hold(position, wireLength);
    held.word("error", error.name());
    layouts.covered(position + wireLength);
  }

  /**
   * Prints what is held back.
   *
   * @param trailingFlags fill flags that nothing covers yet
   * @param inputLength bytes of the whole input
   */
  void finish(int trailingFlags, long inputLength) {
    if (heldLength >= 0) {
      heldLength += trailingFlags;
    } else if (inputLength > 0) {
      hold(0, inputLength);
      held.bool("idle", true);
    }
    release();
  }

  private void hold(long offset, long length) {
    release();
    held.clear();
    heldOffset = offset;
    heldLength = length;
  }

  private void release() {
    if (heldLength < 0) {
      return;
    }
    try {
      out.write(OFFSET);
      out.write(Long.toString(heldOffset).getBytes(StandardCharsets.US_ASCII));
      out.write(LENGTH);
      out.write(Long.toString(heldLength).getBytes(StandardCharsets.US_ASCII));
      held.writeTo(out);
      out.write(END);
      heldLength = -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
