/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;

/**
 * What a decoder has found: hands it to the sink without gap or overlap, and counts. One thread
 * writes, any may read the counts.
 */
final class FrameOutput {
  /** The most fill flags that count as a part of the frame behind them. */
  static final long MOST_FILL = 1 << 30;

  private static final int BYTES = FrameError.values().length;
  private static final int FRAMES = BYTES + 1;

  private final FrameSink sink;
  private final AtomicLongArray counts = new AtomicLongArray(FRAMES + 1);
  private long assigned;

  FrameOutput(FrameSink sink) {
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  void received(int count) {
    add(BYTES, count);
  }

  /**
   * A frame from the first unassigned byte up to {@code end}.
   *
   * @param opening where its fill ends at the latest: its last opening flag or its header
   */
  void frame(int protocol, byte[] octets, int offset, int length, long opening, long end) {
    if (opening - assigned > MOST_FILL) {
      // A line that has idled on flags for days: the length of one frame would not hold them.
      fault(FrameError.NOISE, opening);
    }
    long position = assigned;
    assigned = end;
    add(FRAMES, 1);
    sink.frame(protocol, octets, offset, length, position, (int) (end - position));
  }

  /** A fault from the first unassigned byte up to {@code end}. */
  void fault(FrameError error, long end) {
    long position = assigned;
    assigned = end;
    add(error.ordinal(), 1);
    sink.fault(error, position, end - position);
  }

  /** The position of the first byte that belongs to no frame and no fault yet. */
  long assigned() {
    return assigned;
  }

  long unassigned() {
    return bytes() - assigned;
  }

  long bytes() {
    return counts.getPlain(BYTES);
  }

  long frames() {
    return counts.getOpaque(FRAMES);
  }

  long faults(FrameError error) {
    return counts.getOpaque(error.ordinal());
  }

  private void add(int index, long count) {
    counts.setOpaque(index, counts.getPlain(index) + count);
  }
}
