/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.ByteBuffer;

/**
 * What stands before the body of each record in a segment; the most significant byte first:
 *
 * <pre>
 *  0      2      3      4        8        16     24       28     32       36
 *  ┌──────┬──────┬──────┬────────┬────────┬──────┬────────┬──────┬────────┬────────┬─────────┐
 *  │ 4D77 │ type │  00  │ length │ number │ time │ synced │ CRC  │ header │ body … │ 0 to 3  │
 *  │      │      │      │ of body│        │  ms  │        │ body │   CRC  │        │ zeros   │
 *  └──────┴──────┴──────┴────────┴────────┴──────┴────────┴──────┴────────┴────────┴─────────┘
 * </pre>
 *
 * @param type what the body is
 * @param length the bytes of the body, without the zeros that fill it up to a multiple of four
 * @param number the payload's number; 0 for other records
 * @param time the queue's running time in milliseconds
 * @param synced up to which offset the segment had survived a power cut when this was written: what
 *     is missing before it was damaged later, what is missing behind it was never made safe
 * @param bodyChecksum CRC-32C of the body
 */
record RecordHeader(byte type, int length, long number, long time, int synced, int bodyChecksum) {
  static final int BYTES = 36;

  /** Records begin at multiples of so many bytes. */
  static final int ALIGNMENT = 4;

  /** A payload. */
  static final byte PAYLOAD = 1;

  /** Numbers of payloads that have left, as {@link GoneSet#encode} writes them. */
  static final byte GONE = 2;

  /** Damage that is known and was set aside. */
  static final byte SKIP = 3;

  private static final short MAGIC = 0x4D77;
  private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

  /** The bytes of a whole record with a body of this length. */
  static long total(long length) {
    return (BYTES + length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  long total() {
    return total(length);
  }

  /** Writes the header into an array. */
  void put(byte[] target, Checksum checksum) {
    ByteBuffer buffer = ByteBuffer.wrap(target, 0, BYTES);
    buffer.putShort(MAGIC).put(type).put((byte) 0).putInt(length).putLong(number).putLong(time);
    buffer.putInt(synced).putInt(bodyChecksum);
    buffer.putInt(checksum.ofHeader(target, 0, CHECKED_BYTES));
  }

  /** The header at an offset, or {@code null} where there is none. */
  static RecordHeader get(byte[] source, int offset, Checksum checksum) {
    ByteBuffer buffer = ByteBuffer.wrap(source, offset, BYTES);
    if (buffer.getShort() != MAGIC
        || buffer.getInt(offset + CHECKED_BYTES)
            != checksum.ofHeader(source, offset, CHECKED_BYTES)) {
      return null;
    }
    byte type = buffer.get();
    buffer.get();
    RecordHeader header =
        new RecordHeader(
            type,
            buffer.getInt(),
            buffer.getLong(),
            buffer.getLong(),
            buffer.getInt(),
            buffer.getInt());
    return header.length < 0 ? null : header;
  }
}
