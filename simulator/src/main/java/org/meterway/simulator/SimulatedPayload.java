/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * A payload that can be recognised at the other end, whatever came between.
 *
 * <pre>
 *  2  mark "MW"
 *  2  length of all, high byte first
 *  1  direction, U or D
 *  2  number of the meter
 *  4  sequence number, from 0
 *  8  when it was sent, ns since 1970
 *  n  filling: every octet comes up, flags and escapes too
 *  4  CRC-32 over all before it
 * </pre>
 *
 * @param meter 0 to 65535
 * @param sequence from 0
 * @param sentNanos nanoseconds since 1970, so that another process can tell the latency
 * @param length of all in bytes, {@value #MIN_LENGTH} to {@value #MAX_LENGTH}
 */
public record SimulatedPayload(
    Direction direction, int meter, int sequence, long sentNanos, int length) {
  /** The shortest payload: no filling. */
  public static final int MIN_LENGTH = 23;

  /** The longest payload that fits a frame beside its command. */
  public static final int MAX_LENGTH = 65534;

  static final int HEADER = 19;
  static final byte MARK_0 = 'M';
  static final byte MARK_1 = 'W';

  /** Checks the ranges. */
  public SimulatedPayload {
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a payload of " + length + " bytes, expected " + MIN_LENGTH + " to " + MAX_LENGTH);
    }
    if (meter < 0 || meter > 0xFFFF) {
      throw new IllegalArgumentException("meter " + meter + ", expected 0 to 65535");
    }
  }

  /** The time now in the unit of {@link #sentNanos}. */
  public static long now() {
    Instant now = Clock.systemUTC().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** The bytes. */
  public byte[] encode() {
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.put(MARK_0).put(MARK_1).putShort((short) length).put(direction.mark());
    buffer.putShort((short) meter).putInt(sequence).putLong(sentNanos);
    for (int i = HEADER; i < length - 4; i++) {
      bytes[i] = (byte) (sequence * 31 + i * 89);
    }
    buffer.putInt(length - 4, checksum(bytes, 0, length));
    return bytes;
  }

  /**
   * Reads what {@link #encode} wrote, or returns {@code null} where the bytes are not a whole and
   * undamaged payload.
   */
  static SimulatedPayload decode(byte[] bytes, int offset, int length) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    Direction direction = Direction.marked(bytes[offset + 4]);
    if (direction == null
        || buffer.getInt(offset + length - 4) != checksum(bytes, offset, length)) {
      return null;
    }
    return new SimulatedPayload(
        direction,
        buffer.getShort(offset + 5) & 0xFFFF,
        buffer.getInt(offset + 7),
        buffer.getLong(offset + 11),
        length);
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length - 4);
    return (int) crc.getValue();
  }
}
