/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.util.function.LongSupplier;

/** Counts the seconds for which this gateway has run, over all its runs. Thread-safe. */
final class RunningClock {
  private static final long NANOS = 1_000_000_000L;

  private final LongSupplier nanoTime;
  private final long start;
  private final long before;

  /**
   * Goes on.
   *
   * @param before what it showed at the end of the last run, as far as is known
   * @param nanoTime the time, as {@link System#nanoTime}
   */
  RunningClock(long before, LongSupplier nanoTime) {
    this.before = before;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  long seconds() {
    return before + (nanoTime.getAsLong() - start) / NANOS;
  }
}
