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
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.codec.Layout;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.MessageException;

/**
 * Prints one JSON object for each frame and fault. The last one is held back until the next one or
 * {@link #release}: fill flags that have come behind it by then belong to it. Flags that come later
 * belong to what follows, or at the end of the input to an object of their own.
 */
final class DecodePrinter implements FrameSink {
  private static final byte[] OFFSET = "{\"offset\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = ",\"length\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final MessageCodec messages;
  private final FrameDecoder decoder;
  private final JsonLine held = new JsonLine();
  private long heldOffset;
  private long heldLength = -1;

  /** Up to here the input belongs to objects that are printed. */
  private long printedTo;

  private boolean allGood = true;

  DecodePrinter(OutputStream out, FrameCodec frames, FrameFormat format, MessageCodec messages) {
    this.out = out;
    this.messages = messages;
    this.decoder = frames.newDecoder(format, this);
  }

  /** Prints what these bytes complete. */
  void decode(byte[] buffer, int length) {
    decoder.decode(buffer, 0, length);
  }

  /** Whether there was neither a fault nor a malformed body. */
  boolean isAllGood() {
    return allGood;
  }

  @Override
  public void frame(
      int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
    hold(position, wireLength);
    if (decoder.layout() == Layout.METER) {
      describe(protocol, buffer, offset, length);
    } else {
      held.id("protocol", protocol).hex("information", buffer, offset, length);
    }
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
  }

  /** The input has ended: prints what is pending and what was held back. */
  void finish() {
    decoder.finish();
    release();
    long rest = decoder.bytes() - printedTo;
    if (rest > 0) {
      hold(printedTo, rest);
      held.bool("idle", true);
      print();
    }
  }

  /** Prints what was held back with the flags behind it, and nothing of what is pending. */
  void release() {
    if (heldLength >= 0) {
      heldLength += decoder.trailingFlags();
      print();
    }
  }

  private void hold(long offset, long length) {
    print();
    held.clear();
    // The decoder gives flags to the frame that they open, also those that are printed already.
    heldOffset = Math.max(offset, printedTo);
    heldLength = offset + length - heldOffset;
  }

  private void print() {
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
      printedTo = heldOffset + heldLength;
      heldLength = -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
