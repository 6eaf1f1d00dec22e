/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** How long to wait before each attempt to reconnect: doubling, with jitter. Not thread-safe. */
final class Backoff {
  /** Each delay varies by so much either way, so that gateways do not return all at once. */
  private static final double JITTER = 0.2;

  private final DoubleSupplier random;
  private int attempts;

  /** With a source of numbers from 0 (included) to 1 (excluded). */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** The next attempt is a first one again. */
  void reset() {
    attempts = 0;
  }

  /** The delay before the next attempt in nanoseconds. */
  long nextNanos(int minMs, int maxMs) {
    double doubled = Math.min(maxMs, minMs * Math.pow(2, attempts));
    if (doubled < maxMs) {
      attempts++;
    }
    double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
    return (long) (doubled * factor * TimeUnit.MILLISECONDS.toNanos(1));
  }
}
