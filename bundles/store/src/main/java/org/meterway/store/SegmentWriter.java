/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes the records of the newest segment. For one thread at a time. */
final class SegmentWriter implements Closeable {
  private final Segment segment;
  private final DiskFile file;
  private final Checksum checksum;
  private final Buffers buffers;
  private final StoreStatistics statistics;
  private final byte[] scratch = new byte[RecordHeader.BYTES];

  /** What is gathered; {@code null} where nothing is. */
  private ByteBuffer buffer;

  private int flushed = SegmentHeader.DATA_START;
  private int synced;
  private int payloads;
  private long bytes;
  private long lastNumber;

  /**
   * @param buffers for gathering records until they are flushed
   */
  SegmentWriter(Segment segment, DiskFile file, Buffers buffers, StoreStatistics statistics) {
    this.segment = segment;
    this.file = file;
    this.checksum = segment.checksum();
    this.buffers = buffers;
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
    return flushed + (buffer == null ? 0 : buffer.position());
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
      ByteBuffer target = buffer();
      int length = Math.min(source.length - at, target.remaining());
      target.put(source, at, length);
      at += length;
    }
    for (int i = 0; i < zeros; i++) {
      buffer().put((byte) 0);
    }
  }

  /** One with room. */
  private ByteBuffer buffer() throws IOException {
    if (buffer != null && !buffer.hasRemaining()) {
      flush();
    }
    if (buffer == null) {
      buffer = buffers.lend();
    }
    return buffer;
  }

  /** Hands all records to the operating system. */
  void flush() throws IOException {
    if (buffer == null) {
      return;
    }
    int length = buffer.position();
    try {
      DiskFile.writeFully(file, buffer.flip(), flushed);
    } finally {
      giveBack();
    }
    flushed += length;
    statistics.written(length);
  }

  private void giveBack() {
    buffers.giveBack(buffer);
    buffer = null;
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
    if (buffer != null) {
      giveBack();
    }
    file.close();
  }
}
