/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets one log line pass a minute. Thread-safe. */
final class LogLimit {
  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long NEVER = Long.MIN_VALUE;

  private final LongSupplier nanos;
  private final AtomicLong last = new AtomicLong(NEVER);

  /**
   * @param nanos a clock such as {@link System#nanoTime}
   */
  LogLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether to log now. */
  boolean passes() {
    long now = nanos.getAsLong();
    long before = last.get();
    return (before == NEVER || now - before >= INTERVAL_NANOS) && last.compareAndSet(before, now);
  }
}
