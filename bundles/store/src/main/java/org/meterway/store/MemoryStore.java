/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.util.HashMap;
import java.util.Map;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueListener;

/** Queues in memory only. Thread-safe. */
public final class MemoryStore implements PayloadStore {
  private final Map<String, PayloadQueue> open = new HashMap<>();

  @Override
  public synchronized PayloadQueue open(String name, QueueLimits limits, QueueListener listener) {
    if (open.containsKey(name)) {
      throw new IllegalStateException("the queue " + name + " is open already");
    }
    PayloadQueue queue = new MemoryQueue(name, limits, () -> closed(name));
    open.put(name, queue);
    return queue;
  }

  private synchronized void closed(String name) {
    open.remove(name);
  }
}
