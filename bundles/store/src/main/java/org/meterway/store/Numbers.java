/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

/**
 * Numbers of payloads: the run of the queue in the upper half, a counter from 1 in the lower. Each
 * opening of a queue is a run of its own, so that numbers whose payloads were lost with a torn tail
 * are not given again.
 */
final class Numbers {
  private static final int COUNTER_BITS = 32;

  /** A clock that is far ahead leaves room for openings. */
  private static final long LATEST_RUN_BY_CLOCK = Integer.MAX_VALUE - (1L << 24);

  private Numbers() {}

  /** The first number of a run. */
  static long first(int run) {
    return ((long) run << COUNTER_BITS) + 1;
  }

  static int run(long number) {
    return (int) (number >>> COUNTER_BITS);
  }

  /**
   * The run of a queue that is opened now: above all that is known, and where the clock is right,
   * above what a newer copy of the folder may know.
   *
   * @param known the highest run in the folder
   * @param seconds the clock's seconds since 2024
   */
  static int nextRun(int known, long seconds) {
    long clock = Math.max(1, Math.min(seconds, LATEST_RUN_BY_CLOCK));
    return (int) Math.max(known + 1L, clock);
  }
}
