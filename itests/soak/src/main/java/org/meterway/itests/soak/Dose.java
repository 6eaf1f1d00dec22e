/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * How much of a fault is injected.
 *
 * @param isBrief the short form, in seconds
 * @param limit for how long each fault of a scenario is injected; zero for its own measure
 * @param seed what the random instants follow from
 */
record Dose(boolean isBrief, Duration limit, long seed) {
  /** One of two numbers. */
  int of(int few, int many) {
    return isBrief ? few : many;
  }

  /** The one of two times, in milliseconds, or the limit. */
  long millis(int few, int many) {
    return limit.isZero() ? of(few, many) : limit.toMillis();
  }

  /** So many rounds, or as many as begin within the limit: the numbers from 0. */
  Iterable<Integer> rounds(int few, int many) {
    return () -> new Rounds(of(few, many), limit);
  }

  private static final class Rounds implements Iterator<Integer> {
    private final long begin = System.nanoTime();
    private final int count;
    private final Duration limit;
    private int next;

    private Rounds(int count, Duration limit) {
      this.count = count;
      this.limit = limit;
    }

    @Override
    public boolean hasNext() {
      return limit.isZero()
          ? next < count
          : next == 0 || System.nanoTime() - begin < limit.toNanos();
    }

    @Override
    public Integer next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return next++;
    }
  }
}
