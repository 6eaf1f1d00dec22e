/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.status;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets the first of many repetitions through, and then one each interval: for log lines about what
 * may happen a thousand times a second. Thread-safe.
 */
public final class RateLimit {
  private final LongSupplier nanoTime;
  private final long interval;
  private final AtomicLong due;

  /** One repetition a minute. */
  public RateLimit() {
    this(System::nanoTime);
  }

  /**
   * One repetition a minute.
   *
   * @param nanoTime the time, as {@link System#nanoTime}
   */
  public RateLimit(LongSupplier nanoTime) {
    this(Duration.ofMinutes(1), nanoTime);
  }

  /**
   * One repetition an interval.
   *
   * @param nanoTime the time, as {@link System#nanoTime}
   */
  public RateLimit(Duration interval, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.interval = interval.toNanos();
    this.due = new AtomicLong(nanoTime.getAsLong());
  }

  /** Whether this repetition is to be let through. */
  public boolean permits() {
    long now = nanoTime.getAsLong();
    long time = due.get();
    return now - time >= 0 && due.compareAndSet(time, now + interval);
  }
}
