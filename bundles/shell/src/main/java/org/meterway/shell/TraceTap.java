/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.link.LineListener;

/**
 * Copies what passes, for somebody who reads it at his own pace. Bounded: what he does not take in
 * time is dropped and counted.
 */
final class TraceTap implements LineListener {
  private static final int MOST_PIECES = 1000;
  private static final int MOST_OCTETS = 1 << 20;

  /** Octets that passed together. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Piece(String link, FrameFormat format, boolean fromMeter, Instant time, byte[] octets) {}

  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(MOST_PIECES);
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final List<String> links;
  private volatile boolean ended;

  /**
   * @param links those that it is to see; empty for all
   */
  TraceTap(List<String> links) {
    this.links = List.copyOf(links);
  }

  List<String> links() {
    return links;
  }

  @Override
  public void received(String link, FrameFormat format, byte[] buffer, int offset, int length) {
    copy(link, format, true, buffer, offset, length);
  }

  @Override
  public void sent(String link, FrameFormat format, byte[] buffer, int offset, int length) {
    copy(link, format, false, buffer, offset, length);
  }

  private void copy(
      String link, FrameFormat format, boolean fromMeter, byte[] buffer, int offset, int length) {
    if (waiting.addAndGet(length) > MOST_OCTETS) {
      drop(length);
      return;
    }
    byte[] octets = new byte[length];
    System.arraycopy(buffer, offset, octets, 0, length);
    if (!pieces.offer(new Piece(link, format, fromMeter, Instant.now(), octets))) {
      drop(length);
    }
  }

  private void drop(int length) {
    waiting.addAndGet(-length);
    dropped.add(length);
  }

  /** The next one, or null where none comes in this time. */
  Piece poll(long millis) throws InterruptedException {
    Piece piece = pieces.poll(millis, TimeUnit.MILLISECONDS);
    if (piece != null) {
      waiting.addAndGet(-piece.octets().length);
    }
    return piece;
  }

  /** Octets dropped since the last call. */
  long takeDropped() {
    return dropped.sumThenReset();
  }

  /** Somebody else has ended it. */
  void end() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }
}
