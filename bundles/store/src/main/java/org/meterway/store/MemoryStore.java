/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meterway.api.status.Status;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueListener;
import org.meterway.api.store.QueueStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queues in memory only, which a power cut empties. Thread-safe. */
public final class MemoryStore implements PayloadStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryStore.class);

  private final Map<String, StoreQueue> open = new HashMap<>();
  private final StoreStatistics statistics = new StoreStatistics(System::nanoTime);
  private final Instant created = Instant.now();
  private long memoryBytes;

  /** Queues as large as their own limits let them be. */
  public MemoryStore() {
    this(Long.MAX_VALUE / 2);
  }

  /**
   * @param memoryBytes the most bytes of a queue, whatever its own limits say
   */
  MemoryStore(long memoryBytes) {
    this.memoryBytes = memoryBytes;
  }

  @Override
  public synchronized PayloadQueue open(String name, QueueLimits limits, QueueListener listener) {
    if (open.containsKey(name)) {
      throw new IllegalStateException("the queue " + name + " is open already");
    }
    StoreQueue queue =
        new StoreQueue(
            name,
            limits,
            false,
            memoryBytes,
            Duration.ZERO,
            new StoreQueue.Surroundings(
                System::nanoTime, () -> {}, () -> closed(name), statistics));
    open.put(name, queue);
    return queue;
  }

  private synchronized void closed(String name) {
    open.remove(name);
  }

  private synchronized List<StoreQueue> queues() {
    return List.copyOf(open.values());
  }

  synchronized void configure(long newMemoryBytes) {
    memoryBytes = newMemoryBytes;
    open.values().forEach(queue -> queue.configure(newMemoryBytes, Duration.ZERO));
  }

  /**
   * @param reason why there is no disk; empty where that is as it should be
   * @param facts what is to stand before the facts of the store
   */
  Status describe(String name, String reason, Map<String, String> facts) {
    for (StoreQueue queue : queues()) {
      QueueStatus status = queue.status();
      facts.put(
          "queue " + queue.name(), status.payloads() + " payloads, " + status.bytes() + " bytes");
    }
    return new Status("store", name, "MEMORY", reason, created, statistics.snapshot(), facts);
  }

  @Override
  public void close() {
    long lost = 0;
    for (StoreQueue queue : queues()) {
      lost += queue.close();
    }
    if (lost > 0) {
      LOG.warn("Payloads that were in memory are lost with the end of the store: {}", lost);
    }
  }
}
