/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.concurrent.TimeUnit;

/**
 * When a payload that Kura did not take is tried again: the delay doubles with each failure in a
 * row. No jitter, since what is asked is on this machine. Not thread-safe.
 */
final class Backoff {
  private long delayMs;
  private long due;

  /** The next failure is a first one again, and nothing has to wait. */
  void reset() {
    delayMs = 0;
  }

  /** An attempt failed at this time. */
  void failed(long now, int minMs, int maxMs) {
    delayMs = Math.min(maxMs, Math.max(minMs, 2 * delayMs));
    due = now + TimeUnit.MILLISECONDS.toNanos(delayMs);
  }

  /** How many nanoseconds to wait before the next attempt; not above 0 if none. */
  long remaining(long now) {
    return delayMs == 0 ? 0 : due - now;
  }
}
