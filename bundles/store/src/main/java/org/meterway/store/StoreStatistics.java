/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.LongSupplier;
import org.meterway.api.status.Counters;

/** Counters of a store. Written on any thread, read on any. */
final class StoreStatistics {
  private final Counters<StoreCounter> counters = new Counters<>(StoreCounter.class);
  private final LongSupplier nanoTime;
  private final LongAccumulator longestSync = new LongAccumulator(Math::max, 0);

  StoreStatistics(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Something that the disk does. */
  @FunctionalInterface
  interface DiskAction {
    void run() throws IOException;
  }

  void count(StoreCounter counter, long amount) {
    counters.add(counter, amount);
  }

  void written(int bytes) {
    count(StoreCounter.BYTES_WRITTEN, bytes);
  }

  /** Counts a sync and how long it takes. */
  void sync(DiskAction sync) throws IOException {
    long start = nanoTime.getAsLong();
    try {
      sync.run();
    } finally {
      longestSync.accumulate(nanoTime.getAsLong() - start);
      count(StoreCounter.SYNCS, 1);
    }
  }

  Map<String, Long> snapshot() {
    Map<String, Long> values = new LinkedHashMap<>(counters.snapshot());
    values.put("longest.sync.ms", TimeUnit.NANOSECONDS.toMillis(longestSync.get()));
    return values;
  }
}
