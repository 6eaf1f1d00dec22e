/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A time that stands still until a test moves it, and knows how often it was looked at. */
final class ManualClock implements LongSupplier {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);
  private final AtomicLong looks = new AtomicLong();

  @Override
  public long getAsLong() {
    looks.incrementAndGet();
    return now.get();
  }

  void advance(Duration by) {
    now.addAndGet(by.toNanos());
  }

  long looks() {
    return looks.get();
  }
}
