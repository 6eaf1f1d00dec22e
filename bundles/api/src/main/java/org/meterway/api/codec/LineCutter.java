/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts the octets of a line into packets, so that each octet is in exactly one: for whoever shows
 * or records a line rather than acting on it. Never holds much more than four frames of the largest
 * size; a fault that is longer comes in several packets.
 *
 * <p>Not thread-safe.
 */
public final class LineCutter {
  private static final byte[] NONE = {};
  private static final int FRAME_ROOM = 1024;

  private final Consumer<LinePacket> packets;
  private final FrameDecoder decoder;
  private final int most;

  /** Octets that no packet has taken, from {@link #start} on. */
  private byte[] held = new byte[256];

  private int start;
  private int end;

  /** The position of {@link #start} in the line. */
  private long position;

  /**
   * @param packets takes the packets in the order of the line, on the caller's thread
   */
  public LineCutter(FrameCodec codec, FrameFormat format, Consumer<LinePacket> packets) {
    this.packets = packets;
    this.most = 4 * (format.maxInformation() + FRAME_ROOM);
    this.decoder =
        codec.newDecoder(
            format,
            new FrameSink() {
              @Override
              public void frame(
                  int protocol, byte[] buffer, int offset, int length, long at, int wireLength) {
                byte[] information = Arrays.copyOfRange(buffer, offset, offset + length);
                cut(at + wireLength, protocol, information, null);
              }

              @Override
              public void fault(FrameError error, long at, long wireLength) {
                cut(at + wireLength, -1, NONE, error);
              }
            });
  }

  /** Takes further octets, and hands on the packets that they complete. */
  public void add(byte[] buffer, int offset, int length) {
    int from = offset;
    while (from < offset + length) {
      int piece = Math.min(most, offset + length - from);
      append(buffer, from, piece);
      decoder.decode(buffer, from, piece);
      if (end - start > most) {
        relieve();
      }
      from += piece;
    }
  }

  /** Whether octets wait for more. */
  public boolean isPending() {
    return decoder.isPending();
  }

  /** The line was silent for longer than a frame may pause: what is pending becomes a packet. */
  public void expire() {
    decoder.expire();
  }

  /** The line has ended: all that is held becomes packets. */
  public void finish() {
    decoder.finish();
    if (end > start) {
      cut(position + (end - start), -1, NONE, null);
    }
  }

  /** No frame is so long. */
  private void relieve() {
    decoder.expire();
    if (end - start > most) {
      cut(position + (end - start), -1, NONE, FrameError.NOISE);
    }
  }

  private void append(byte[] buffer, int offset, int length) {
    if (end + length > held.length) {
      int size = end - start;
      byte[] target = size + length > held.length ? new byte[2 * (size + length)] : held;
      System.arraycopy(held, start, target, 0, size);
      held = target;
      start = 0;
      end = size;
    }
    System.arraycopy(buffer, offset, held, end, length);
    end += length;
  }

  private void cut(long until, int protocol, byte[] information, FrameError error) {
    int length = (int) (until - position);
    // What was cut by force is in no second packet.
    if (length <= 0) {
      return;
    }
    byte[] octets = Arrays.copyOfRange(held, start, start + length);
    start += length;
    position += length;
    packets.accept(new LinePacket(octets, protocol, information, error));
  }
}
