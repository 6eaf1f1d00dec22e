/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A value that costs something to find out and changes seldom. Thread-safe; those who ask while it
 * is being found out wait for it.
 */
final class Remembered<T> {
  private final Supplier<T> source;
  private final long freshNanos;
  private final LongSupplier nanoTime;
  private T value;
  private long found;
  private boolean known;

  Remembered(Supplier<T> source, Duration fresh, LongSupplier nanoTime) {
    this.source = source;
    this.freshNanos = fresh.toNanos();
    this.nanoTime = nanoTime;
  }

  synchronized T get() {
    long now = nanoTime.getAsLong();
    if (!known || now - found >= freshNanos) {
      value = source.get();
      found = now;
      known = true;
    }
    return value;
  }
}
