/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the records of a segment one after the other. Where a record is damaged, it goes on with
 * the next good one and remembers the gap. For one thread at a time.
 */
final class SegmentReader {
  private static final int CHUNK = 64 * 1024;

  /** A stretch without a good record. */
  static final class Gap {
    final int from;
    final int to;

    /** The last payload's number before it; 0 where it is not known. */
    final long before;

    /** The number behind the last one that is missing; 0 where it is not known. */
    long after;

    /** What the record is, where only its body is damaged; otherwise {@code null}. */
    final RecordHeader header;

    Gap(int from, int to, long before, RecordHeader header) {
      this.from = from;
      this.to = to;
      this.before = before;
      this.header = header;
    }
  }

  private final DiskFile file;
  private final Checksum checksum;
  private final List<Gap> gaps = new ArrayList<>();
  private int offset;
  private int end;
  private int goodEnd;
  private int durable;
  private long lastPayload;
  private int gapsWithoutAfter;

  private RecordHeader header;
  private byte[] buffer = new byte[CHUNK];
  private int bufferStart;
  private int bufferLength;
  private int bodyAt;

  /**
   * @param start where to begin
   * @param end where the segment or what is known of it ends
   */
  SegmentReader(DiskFile file, Checksum checksum, int start, long end) throws IOException {
    this.file = file;
    this.checksum = checksum;
    this.offset = start;
    this.goodEnd = start;
    this.end = (int) Math.min(Math.min(end, file.size()), Integer.MAX_VALUE);
  }

  /** The segment has grown. */
  void extend(int newEnd) {
    end = newEnd;
    bufferLength = 0; // What was read may have been written since.
  }

  /** Moves to the next good record; {@code false} where there is none. */
  boolean next() throws IOException {
    int gapStart = -1;
    while (offset + RecordHeader.BYTES <= end) {
      RecordHeader found = headerAtOffset();
      if (found == null) {
        gapStart = gapStart < 0 ? offset : gapStart;
        offset += RecordHeader.ALIGNMENT;
        continue;
      }
      if (gapStart >= 0) {
        note(new Gap(gapStart, offset, lastPayload, null));
        gapStart = -1;
      }
      int recordEnd = (int) (offset + found.total());
      if (isBodyWhole(found)) {
        accept(found);
        offset = recordEnd;
        goodEnd = recordEnd;
        return true;
      }
      note(new Gap(offset, recordEnd, lastPayload, found));
      offset = recordEnd;
    }
    if (gapStart >= 0) {
      note(new Gap(gapStart, end, lastPayload, null));
    }
    return false;
  }

  private void accept(RecordHeader found) {
    header = found;
    durable = Math.max(durable, found.synced());
    boolean isPayload = found.type() == RecordHeader.PAYLOAD;
    if (!isPayload && found.number() == 0) {
      return;
    }
    while (gapsWithoutAfter > 0) {
      gaps.get(gaps.size() - gapsWithoutAfter--).after = found.number() + (isPayload ? 0 : 1);
    }
    lastPayload = Math.max(lastPayload, found.number());
  }

  private void note(Gap gap) {
    gaps.add(gap);
    gapsWithoutAfter++;
  }

  /** The header of the record, once {@link #next} has found one. */
  RecordHeader header() {
    return header;
  }

  /** A copy of the record's body. */
  byte[] body() {
    return Arrays.copyOfRange(buffer, bodyAt, bodyAt + header.length());
  }

  /** Behind the last good record. */
  int goodEnd() {
    return goodEnd;
  }

  /**
   * The other gaps, as far as good records are behind them.
   *
   * @param sealed as in {@link #damage}
   */
  List<Gap> torn(int sealed) {
    return gaps.stream()
        .filter(gap -> gap.from >= Math.max(durable, sealed) && gap.from < goodEnd)
        .toList();
  }

  /**
   * The gaps in what had been made safe. Others are what a power cut leaves of a group of records
   * that nobody was told of.
   *
   * @param sealed up to where the segment is known to have been made safe; 0 where it is not
   */
  List<Gap> damage(int sealed) {
    return gaps.stream().filter(gap -> gap.from < Math.max(durable, sealed)).toList();
  }

  private RecordHeader headerAtOffset() throws IOException {
    if (!has(offset, RecordHeader.BYTES)) {
      return null;
    }
    RecordHeader found = RecordHeader.get(buffer, offset - bufferStart, checksum);
    return found == null || offset + found.total() > end ? null : found;
  }

  private boolean isBodyWhole(RecordHeader found) throws IOException {
    int body = offset + RecordHeader.BYTES;
    if (found.type() == RecordHeader.SKIP) {
      bodyAt = 0;
      return true;
    }
    if (!has(offset, RecordHeader.BYTES + found.length())) {
      return false;
    }
    bodyAt = body - bufferStart;
    return checksum.ofBody(buffer, bodyAt, found.length()) == found.bodyChecksum();
  }

  /** Brings a stretch of the file into the buffer; {@code false} where the file is shorter. */
  private boolean has(int from, int length) throws IOException {
    if (from >= bufferStart && from + length <= bufferStart + bufferLength) {
      return true;
    }
    int kept = Math.max(0, bufferStart + bufferLength - from);
    if (from < bufferStart || kept > bufferLength) {
      kept = 0;
    }
    byte[] target = length > buffer.length ? new byte[length + CHUNK] : buffer;
    System.arraycopy(buffer, bufferLength - kept, target, 0, kept);
    buffer = target;
    bufferStart = from;
    bufferLength = kept;
    while (bufferLength < buffer.length && bufferStart + bufferLength < end) {
      int wanted =
          Math.min(Math.min(CHUNK, buffer.length - bufferLength), end - bufferStart - bufferLength);
      int read =
          file.read(ByteBuffer.wrap(buffer, bufferLength, wanted), bufferStart + bufferLength);
      if (read < 0) {
        break;
      }
      bufferLength += read;
    }
    return length <= bufferLength;
  }
}
