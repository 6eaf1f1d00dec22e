/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.util.concurrent.atomic.AtomicLong;

/** Lets one of many repetitions through each minute. Thread-safe. */
final class RateLimit {
  private static final long PERIOD_NANOS = 60_000_000_000L;

  private final AtomicLong next = new AtomicLong(System.nanoTime());

  /** Whether this repetition is the one of its minute. */
  boolean allows() {
    long now = System.nanoTime();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + PERIOD_NANOS);
  }
}
