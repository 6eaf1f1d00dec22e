/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes the records of the newest segment. For the store's thread. */
final class SegmentWriter implements Closeable {
  private final Segment segment;
  private final DiskFile file;
  private final Checksum checksum;
  private final ByteBuffer buffer;
  private final StoreStatistics statistics;
  private final byte[] scratch = new byte[RecordHeader.BYTES];

  private int flushed = SegmentHeader.DATA_START;
  private int synced;
  private int payloads;
  private long bytes;
  private long lastNumber;

  /**
   * @param buffer for gathering records, empty; shared with other writers on the thread
   */
  SegmentWriter(Segment segment, DiskFile file, ByteBuffer buffer, StoreStatistics statistics) {
    this.segment = segment;
    this.file = file;
    this.checksum = segment.checksum();
    this.buffer = buffer;
    this.statistics = statistics;
  }

  Segment segment() {
    return segment;
  }

  /** Whether a record with a body of this length has room. */
  boolean fits(int length) {
    return position() + RecordHeader.total(length) <= segment.size;
  }

  private int position() {
    return flushed + buffer.position();
  }

  void append(byte type, long number, long time, byte[] body) throws IOException {
    int bodyChecksum = checksum.ofBody(body, 0, body.length);
    new RecordHeader(type, body.length, number, time, synced, bodyChecksum).put(scratch, checksum);
    put(scratch, 0);
    put(body, (int) (RecordHeader.total(body.length) - RecordHeader.BYTES - body.length));
    if (type == RecordHeader.PAYLOAD) {
      payloads++;
      bytes += body.length;
      lastNumber = number;
    }
  }

  private void put(byte[] source, int zeros) throws IOException {
    for (int at = 0; at < source.length; ) {
      int length = Math.min(source.length - at, buffer.remaining());
      buffer.put(source, at, length);
      at += length;
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
    for (int i = 0; i < zeros; i++) {
      buffer.put((byte) 0);
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  /** Hands all records to the operating system. */
  void flush() throws IOException {
    int length = buffer.position();
    if (length == 0) {
      return;
    }
    try {
      DiskFile.writeFully(file, buffer.flip(), flushed);
    } finally {
      buffer.clear();
    }
    flushed += length;
    statistics.written(length);
  }

  /** Returns when all records survive a power cut. */
  void sync() throws IOException {
    flush();
    if (synced == flushed) {
      return;
    }
    statistics.sync(() -> file.sync(false));
    synced = flushed;
    segment.end = synced;
    segment.payloads += payloads;
    segment.bytes += bytes;
    if (lastNumber != 0) {
      segment.lastNumber = lastNumber;
    }
    payloads = 0;
    bytes = 0;
  }

  /** Closes the file; what was not synced does not count. */
  @Override
  public void close() throws IOException {
    buffer.clear();
    file.close();
  }
}
