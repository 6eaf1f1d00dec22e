/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.link.LineListener;
import org.meterway.api.status.Counters;

/** Copies what passes for the writer. Bounded: what he does not take in time is dropped. */
final class LineTap implements LineListener {
  private static final int MOST_PIECES = 4096;
  private static final int MOST_OCTETS = 4 << 20;

  /** One direction of a link. */
  record Way(String link, boolean fromMeter) {}

  /**
   * Octets that passed together.
   *
   * @param missing pieces that were dropped since the one before of this way
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Piece(Way way, FrameFormat format, Instant time, byte[] octets, long missing) {}

  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(MOST_PIECES);
  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<Way, AtomicLong> missing = new ConcurrentHashMap<>();
  private final Counters<CaptureCounter> counters;

  LineTap(Counters<CaptureCounter> counters) {
    this.counters = counters;
  }

  @Override
  public void received(String link, FrameFormat format, byte[] buffer, int offset, int length) {
    copy(new Way(link, true), format, buffer, offset, length);
  }

  @Override
  public void sent(String link, FrameFormat format, byte[] buffer, int offset, int length) {
    copy(new Way(link, false), format, buffer, offset, length);
  }

  private void copy(Way way, FrameFormat format, byte[] buffer, int offset, int length) {
    // Only one call of a way is made at a time: nobody else takes what is missing of it.
    AtomicLong gap = missing.computeIfAbsent(way, any -> new AtomicLong());
    if (waiting.addAndGet(length) > MOST_OCTETS) {
      drop(gap, length);
      return;
    }
    byte[] octets = new byte[length];
    System.arraycopy(buffer, offset, octets, 0, length);
    long before = gap.getAndSet(0);
    if (!pieces.offer(new Piece(way, format, Instant.now(), octets, before))) {
      gap.addAndGet(before);
      drop(gap, length);
    }
  }

  private void drop(AtomicLong gap, int length) {
    waiting.addAndGet(-length);
    gap.incrementAndGet();
    counters.increment(CaptureCounter.DROPPED_PIECES);
    counters.add(CaptureCounter.DROPPED_OCTETS, length);
  }

  /** The next one, or null where none comes in this time. */
  Piece poll(long millis) throws InterruptedException {
    Piece piece = pieces.poll(millis, TimeUnit.MILLISECONDS);
    if (piece != null) {
      waiting.addAndGet(-piece.octets().length);
    }
    return piece;
  }

  /** Pieces of this way dropped behind the last one that was queued. */
  long stillMissing(Way way) {
    AtomicLong gap = missing.get(way);
    return gap == null ? 0 : gap.get();
  }
}
