/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The first thing in a segment, written twice into two sectors and synced before any record behind
 * it counts. It seals the segment before: what that held is known without reading it.
 *
 * @param id the segment's number, which is its file's name
 * @param stream what the payloads' numbers belong to
 * @param run the upper half of the numbers in this segment
 * @param previousNumber the last number before this segment; 0 for none
 * @param time the queue's running time in milliseconds
 * @param previous the segment before
 */
record SegmentHeader(
    long id, UUID stream, int run, long previousNumber, long time, Sealed previous) {
  /**
   * What a segment held when no more was written to it.
   *
   * @param id its number; 0 for none
   * @param end the offset behind its last record
   * @param payloads its payloads
   * @param bytes the bytes of those payloads
   */
  record Sealed(long id, int end, int payloads, long bytes) {
    static final Sealed NONE = new Sealed(0, 0, 0, 0);
  }

  /** Where the records begin. */
  static final int DATA_START = 1024;

  /** Where the second copy is. */
  private static final int COPY = 512;

  private static final int BYTES = 84;
  private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

  /** "MWSTORE" and the version of the format. */
  private static final long MAGIC = 0x4D57_5354_4F52_4501L;

  /** All bytes before the records. */
  byte[] encode() {
    byte[] bytes = new byte[DATA_START];
    put(bytes, 0);
    put(bytes, COPY);
    return bytes;
  }

  private void put(byte[] target, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, BYTES);
    buffer.putLong(MAGIC).putLong(id);
    buffer.putLong(stream.getMostSignificantBits()).putLong(stream.getLeastSignificantBits());
    buffer.putInt(run).putInt(0).putLong(previousNumber).putLong(time);
    buffer.putLong(previous.id()).putInt(previous.end()).putInt(previous.payloads());
    buffer.putLong(previous.bytes());
    buffer.putInt(checksum(target, offset));
  }

  /** The header in the first {@link #DATA_START} bytes of a file; {@code null} where none is. */
  static SegmentHeader decode(byte[] bytes) {
    SegmentHeader header = get(bytes, 0);
    return header == null ? get(bytes, COPY) : header;
  }

  /** Whether both copies are whole. */
  static boolean isWhole(byte[] bytes) {
    return get(bytes, 0) != null && get(bytes, COPY) != null;
  }

  private static SegmentHeader get(byte[] source, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(source, offset, BYTES);
    if (buffer.getInt(offset + CHECKED_BYTES) != checksum(source, offset)
        || buffer.getLong() != MAGIC) {
      return null;
    }
    long id = buffer.getLong();
    UUID stream = new UUID(buffer.getLong(), buffer.getLong());
    int run = buffer.getInt();
    buffer.getInt();
    return new SegmentHeader(
        id,
        stream,
        run,
        buffer.getLong(),
        buffer.getLong(),
        new Sealed(buffer.getLong(), buffer.getInt(), buffer.getInt(), buffer.getLong()));
  }

  private static int checksum(byte[] bytes, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, CHECKED_BYTES);
    return (int) crc.getValue();
  }
}
