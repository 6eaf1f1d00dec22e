/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;

/**
 * Sends payloads to the head end. Payloads that one chunk of the meter's bytes yields share a
 * transmission: while {@link #gather} is in force, what the same thread sends is only queued.
 * Thread-safe; one thread at a time gathers.
 */
final class HeadEndSide {
  /** What {@link #endGathering} answers when there is nothing to transmit. */
  static final long NOTHING = 0;

  /** How long a held back reader does not look whether it is still wanted. */
  private static final Duration SLICE = Duration.ofMillis(50);

  private final HeadEnd headEnd;
  private final Counters<LinkCounter> counters;
  private volatile Thread gathering;

  // Of the gathering thread.
  private long number = NOTHING;
  private boolean owing;

  /** Milliseconds of the epoch; 0 while the meter is not held back. */
  private volatile long heldBackSince;

  HeadEndSide(HeadEnd headEnd, Counters<LinkCounter> counters) {
    this.headEnd = headEnd;
    this.counters = counters;
  }

  /** From now on the current thread's payloads wait for {@link #transmit}. */
  void gather() {
    number++;
    owing = false;
    gathering = Thread.currentThread();
  }

  /**
   * The current thread's payloads wait no longer.
   *
   * @return the number of this gathering if what it gathered awaits {@link #transmit}, else {@link
   *     #NOTHING}
   */
  long endGathering() {
    gathering = null;
    return owing ? number : NOTHING;
  }

  /**
   * The number of the gathering in which the current thread has sent something that is not on disk
   * yet; {@link #NOTHING} if it has not.
   */
  long owed() {
    return gathering == Thread.currentThread() && owing ? number : NOTHING;
  }

  /** Brings to disk and transmits what was gathered, now and earlier; waits for the disk. */
  void transmit() {
    headEnd.flush();
  }

  SendResult send(byte[] payload) {
    SendResult result;
    if (gathering == Thread.currentThread()) {
      result = headEnd.enqueue(payload);
      owing |= result.isAccepted();
    } else {
      result = headEnd.send(payload);
    }
    counters.increment(
        result.isAccepted() ? LinkCounter.UPLINK_PAYLOADS : LinkCounter.UPLINK_REFUSED);
    return result;
  }

  /**
   * Waits while the head end wants meters to be held back. An interrupt ends the wait and stays
   * set.
   *
   * @param wanted whether to wait still; asked every few milliseconds
   */
  void awaitRoom(BooleanSupplier wanted) {
    try {
      if (!headEnd.awaitRoom(Duration.ZERO)) {
        holdBack(wanted);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      heldBackSince = 0;
    }
  }

  /** Since when the meter is held back, in milliseconds of the epoch; 0 while it is not. */
  long heldBackSince() {
    return heldBackSince;
  }

  private void holdBack(BooleanSupplier wanted) throws InterruptedException {
    counters.increment(LinkCounter.HELD_BACK);
    heldBackSince = System.currentTimeMillis();
    long begin = System.nanoTime();
    long counted = 0;
    boolean room = false;
    while (!room && wanted.getAsBoolean()) {
      try {
        room = headEnd.awaitRoom(SLICE);
      } finally {
        long held = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        counters.add(LinkCounter.HELD_BACK_MILLIS, held - counted);
        counted = held;
      }
    }
  }
}
