/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meterway.api.status.Status;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues in a folder on disk. Where the disk fails they go on in memory, and come back to it by
 * themselves. Thread-safe; one thread does all that touches the disk.
 */
public final class DurableStore implements PayloadStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DurableStore.class);

  /** How long the thread may take beyond the queues' closing. */
  private static final Duration STOP = Duration.ofSeconds(1);

  private final StoreRoom room;
  private final StoreAgent agent;
  private final StoreStatus status;
  private final Map<String, StoreQueue> open = new HashMap<>();
  private boolean closed;

  DurableStore(Path folder, StoreOptions options, StoreRoom.Environment environment) {
    room = new StoreRoom(folder, options, environment);
    agent = new StoreAgent(room);
    status = new StoreStatus(room, agent);
  }

  /**
   * A store in a folder, which is made where there is none. Never fails and never waits: a folder
   * that cannot be used is tried again and again.
   *
   * @param options how; the folder that they name and their mode do not count
   */
  public static DurableStore open(Path folder, StoreOptions options) {
    DurableStore store = new DurableStore(folder, options, StoreRoom.Environment.real());
    store.agent.start();
    return store;
  }

  @Override
  public synchronized PayloadQueue open(String name, QueueLimits limits, QueueListener listener) {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    if (open.containsKey(name)) {
      throw new IllegalStateException("the queue " + name + " is open already");
    }
    StoreOptions options = room.options();
    StoreQueue queue =
        new StoreQueue(
            name,
            limits,
            true,
            options.memoryBytes(),
            options.diskTimeout(),
            new StoreQueue.Surroundings(
                room.nanoTime(), agent::wake, () -> closed(name), room.statistics()));
    open.put(name, queue);
    room.opened(name);
    agent.add(new QueueDuty(queue, listener, room));
    return queue;
  }

  private synchronized void closed(String name) {
    open.remove(name);
  }

  private synchronized List<StoreQueue> queues() {
    return List.copyOf(open.values());
  }

  /** Other settings from now on; the folder stays. */
  public void configure(StoreOptions options) {
    room.options(options);
    queues().forEach(queue -> queue.configure(options.memoryBytes(), options.diskTimeout()));
    agent.wake();
  }

  /**
   * The state right now; cheap.
   *
   * @param name the instance's name
   */
  public Status describe(String name) {
    return status.describe(name, new LinkedHashMap<>());
  }

  StoreStatus status() {
    return status;
  }

  StoreAgent agent() {
    return agent;
  }

  /** Closes all queues. Takes no longer than the limit for the disk and a second. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    List<StoreQueue> queues = queues();
    queues.forEach(StoreQueue::requestClose);
    boolean ended = agent.stop(room.options().diskTimeout().plus(STOP).toNanos());
    long lost = 0;
    for (StoreQueue queue : queues) {
      queue.finished();
      lost += queue.close();
    }
    if (!ended) {
      LOG.warn(
          "The disk still does not answer while the store closes; its thread ends when it does");
    }
    if (lost > 0) {
      LOG.error("Payloads that were in memory only are lost with the end of the store: {}", lost);
    }
  }
}
