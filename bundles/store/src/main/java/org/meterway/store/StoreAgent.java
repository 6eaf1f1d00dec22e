/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a store that touches its files: in each round it writes what all queues have
 * gathered since the last one.
 */
final class StoreAgent implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreAgent.class);

  /** When it is first looked for queues on disk that nobody opens, and how often. */
  private static final long FIRST_LOOK = TimeUnit.SECONDS.toNanos(5);

  private static final long LOOK = TimeUnit.MINUTES.toNanos(1);

  private final StoreRoom room;
  private final List<QueueDuty> duties = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private volatile boolean isStopping;
  private volatile String problem = "";
  private volatile Thread thread;
  private boolean isReady;
  private long ensureAt;
  private long lookAt;

  StoreAgent(StoreRoom room) {
    this.room = room;
    ensureAt = room.nanoTime().getAsLong();
    lookAt = ensureAt + FIRST_LOOK;
  }

  void start() {
    thread = new Thread(this, "meterway-store");
    thread.setDaemon(true);
    thread.start();
  }

  void add(QueueDuty duty) {
    duties.add(duty);
    wake();
  }

  /** Lets the next round begin at once. Any thread. */
  void wake() {
    if (!isWoken.getAndSet(true)) {
      LockSupport.unpark(thread);
    }
  }

  /** Why the folder cannot be used; empty when it can. */
  String problem() {
    return problem;
  }

  List<QueueDuty> duties() {
    return duties;
  }

  /** Ends once all queues are closed. Returns whether it has ended within this time. */
  boolean stop(long nanos) {
    isStopping = true;
    wake();
    Thread running = thread;
    boolean interrupted = false;
    long deadline = System.nanoTime() + nanos;
    while (running != null && running.isAlive() && deadline - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(running, Math.max(1, deadline - System.nanoTime()));
      } catch (InterruptedException e) {
        interrupted = true; // And it ends all the same within its time.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return running == null || !running.isAlive();
  }

  @Override
  public void run() {
    while (!isStopping || !duties.isEmpty()) {
      isWoken.set(false);
      long due;
      try {
        due = round();
      } catch (RuntimeException | Error e) {
        LOG.error("The store's thread fails, and goes on", e);
        due = LOOK;
      }
      if (due > 0 && !isWoken.get()) {
        LockSupport.parkNanos(this, due);
      }
    }
    release();
  }

  /**
   * Does what is due.
   *
   * @return after how many nanoseconds something is due again
   */
  long round() {
    long due = LOOK;
    ensure();
    for (QueueDuty duty : duties) {
      due = Math.min(due, duty.round());
      if (duty.isDone()) {
        duties.remove(duty);
      }
    }
    look();
    return due;
  }

  private void ensure() {
    if (isReady || room.nanoTime().getAsLong() - ensureAt < 0) {
      return;
    }
    try {
      room.ensure();
      isReady = true;
      problem = "";
    } catch (IOException e) {
      String reason = DiskReason.of(e);
      if (!reason.equals(problem)) {
        LOG.warn("Payloads cannot be kept in {}: {}", room.folder(), reason);
      }
      problem = reason;
      ensureAt = room.nanoTime().getAsLong() + room.options().retry().toNanos();
    }
  }

  void release() {
    try {
      room.release();
    } catch (IOException e) {
      LOG.debug("Closing the lock of {} failed", room.folder(), e);
    }
  }

  /** Looks for queues on disk that nobody has opened. */
  private void look() {
    if (!isReady || room.nanoTime().getAsLong() - lookAt < 0) {
      return;
    }
    lookAt = room.nanoTime().getAsLong() + LOOK;
    Set<String> open =
        duties.stream()
            .map(duty -> FolderNames.encode(duty.queue().name()))
            .collect(Collectors.toSet());
    try {
      for (String name : room.disk().list(room.folder())) {
        String queue = FolderNames.decode(name);
        if (!name.startsWith(".") && !open.contains(name) && !room.leftovers().containsKey(queue)) {
          look(room.folder().resolve(name), queue);
        }
      }
    } catch (IOException e) {
      LOG.debug("Listing {} failed", room.folder(), e);
    }
  }

  private void look(Path folder, String queue) {
    try {
      RecoveredLog log = Recovery.read(new LogFolder(room.disk(), folder));
      if (!log.segments.isEmpty()) {
        room.leftBehind(queue, log.payloads());
      }
    } catch (IOException e) {
      LOG.debug("Reading {} failed", folder, e);
    }
  }
}
