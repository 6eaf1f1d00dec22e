/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The frames that go up. */
public final class UpstreamFrames {
  /** What stands before the payload of a DATA frame: length, type and number. */
  public static final int DATA_HEADER = 13;

  /** The longest payload of a DATA frame. */
  public static final int LONGEST_PAYLOAD = 16 << 20;

  /** "MWCD". */
  private static final int MAGIC = 0x4D574344;

  private static final int HEAD = 5;
  private static final int LONGEST_NAME = 255;

  private UpstreamFrames() {}

  /**
   * Begins a connection.
   *
   * @param name of the head end's instance; what is beyond 255 bytes is left out
   */
  public static byte[] hello(UUID stream, String name) {
    ByteBuffer utf8 = ByteBuffer.allocate(LONGEST_NAME);
    // Stops at the last character that fits as a whole.
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name), utf8, true);
    utf8.flip();
    return frame(FrameType.HELLO, 21 + utf8.remaining())
        .putInt(MAGIC)
        .put((byte) DownstreamDecoder.VERSION)
        .putLong(stream.getMostSignificantBits())
        .putLong(stream.getLeastSignificantBits())
        .put(utf8)
        .array();
  }

  /** Puts what stands before a payload of a DATA frame; the payload follows. */
  public static void putDataHeader(ByteBuffer into, long number, int payloadLength) {
    into.putInt(1 + Long.BYTES + payloadLength).put((byte) FrameType.DATA).putLong(number);
  }

  /** Asks for a sign of life. */
  public static byte[] ping() {
    return frame(FrameType.PING, 0).array();
  }

  /** Gives a sign of life. */
  public static byte[] pong() {
    return frame(FrameType.PONG, 0).array();
  }

  /** Answers a request. */
  public static byte[] response(int id, ResponseStatus status, byte[] data) {
    return frame(FrameType.RESPONSE, 5 + data.length)
        .putInt(id)
        .put((byte) status.code())
        .put(data)
        .array();
  }

  private static ByteBuffer frame(int type, int bodyLength) {
    return ByteBuffer.allocate(HEAD + bodyLength).putInt(1 + bodyLength).put((byte) type);
  }
}
