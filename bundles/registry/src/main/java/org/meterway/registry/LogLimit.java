/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one log line pass in a while. Thread-safe. */
final class LogLimit {
  private static final long NEVER = Long.MIN_VALUE;

  private final Timing timing;
  private final long intervalNanos;
  private final AtomicLong last = new AtomicLong(NEVER);

  LogLimit(Timing timing, Duration interval) {
    this.timing = timing;
    this.intervalNanos = interval.toNanos();
  }

  /** Whether to log now. */
  boolean passes() {
    long now = timing.nanos();
    long before = last.get();
    return (before == NEVER || now - before >= intervalNanos) && last.compareAndSet(before, now);
  }
}
