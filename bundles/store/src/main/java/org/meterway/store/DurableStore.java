/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.meterway.api.status.Status;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues in a folder on disk. Where the disk fails they go on in memory, and come back to it by
 * themselves. Thread-safe; threads of its own do all that touches the disk.
 */
public final class DurableStore implements PayloadStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DurableStore.class);

  /** How long the thread may take beyond the queues' closing. */
  private static final Duration STOP = Duration.ofSeconds(1);

  /** No queue's folder is called so. */
  private static final String HOUSEKEEPING = ".";

  private final StoreRoom room;
  private final StoreAgent agent;
  private final Housekeeping housekeeping;
  private final StoreStatus status;
  private final Map<String, QueueDuty> open = new LinkedHashMap<>();
  private boolean closed;

  DurableStore(Path folder, StoreOptions options, StoreRoom.Environment environment) {
    room = new StoreRoom(folder, options, environment);
    agent = new StoreAgent(room);
    housekeeping = new Housekeeping(room, this::openFolders);
    agent.post(HOUSEKEEPING).begin(housekeeping);
    status = new StoreStatus(room, this::duties, housekeeping::problem);
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
    StoreAgent.Post post = agent.post(FolderNames.encode(name));
    StoreQueue queue =
        new StoreQueue(
            name,
            limits,
            true,
            options.memoryBytes(),
            options.diskTimeout(),
            new StoreQueue.Surroundings(
                room.nanoTime(), post::wake, () -> closed(name), room.statistics()));
    QueueDuty duty = new QueueDuty(queue, listener, room);
    open.put(name, duty);
    room.opened(name);
    post.begin(duty);
    return queue;
  }

  private synchronized void closed(String name) {
    open.remove(name);
  }

  private synchronized List<QueueDuty> duties() {
    return List.copyOf(open.values());
  }

  private List<StoreQueue> queues() {
    return duties().stream().map(QueueDuty::queue).toList();
  }

  private synchronized Set<String> openFolders() {
    return open.keySet().stream().map(FolderNames::encode).collect(Collectors.toSet());
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
    housekeeping.end();
    boolean ended = agent.stop(room.options().diskTimeout().plus(STOP).toNanos());
    long lost = 0;
    for (StoreQueue queue : queues) {
      queue.finished();
      lost += queue.close();
    }
    if (!ended) {
      LOG.warn(
          "The disk still does not answer while the store closes; its threads end when it does");
    }
    if (lost > 0) {
      LOG.error("Payloads that were in memory only are lost with the end of the store: {}", lost);
    }
  }
}
