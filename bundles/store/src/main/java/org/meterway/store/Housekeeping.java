/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the store's folder, and looks in it for queues that nobody has opened. */
final class Housekeeping implements Duty {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /** When it is first looked for queues on disk that nobody opens, and how often. */
  private static final long FIRST_LOOK = TimeUnit.SECONDS.toNanos(5);

  private static final long LOOK = TimeUnit.MINUTES.toNanos(1);

  private final StoreRoom room;
  private final Supplier<Set<String>> open;
  private volatile String problem = "";
  private volatile boolean isDone;
  private boolean isReady;
  private long ensureAt;
  private long lookAt;

  /**
   * @param open the folders' names of the queues that are open
   */
  Housekeeping(StoreRoom room, Supplier<Set<String>> open) {
    this.room = room;
    this.open = open;
    ensureAt = room.nanoTime().getAsLong();
    lookAt = ensureAt + FIRST_LOOK;
  }

  /** Why the folder cannot be used; empty when it can. Any thread. */
  String problem() {
    return problem;
  }

  /** Nothing more is wanted. Any thread. */
  void end() {
    isDone = true;
  }

  @Override
  public boolean isDone() {
    return isDone;
  }

  @Override
  public long round() {
    if (!isDone) {
      ensure();
      look();
    }
    long next = isReady ? lookAt : ensureAt;
    return Math.max(0, next - room.nanoTime().getAsLong());
  }

  private boolean isDue(long time) {
    return room.nanoTime().getAsLong() - time >= 0;
  }

  private void ensure() {
    if (isReady || !isDue(ensureAt)) {
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

  private void look() {
    if (!isReady || !isDue(lookAt)) {
      return;
    }
    lookAt = room.nanoTime().getAsLong() + LOOK;
    try {
      for (String name : room.disk().list(room.folder())) {
        String queue = FolderNames.decode(name);
        if (!name.startsWith(".") && !room.leftovers().containsKey(queue)) {
          look(name, queue);
        }
      }
    } catch (IOException e) {
      LOG.debug("Listing {} failed", room.folder(), e);
    }
  }

  private void look(String name, String queue) {
    if (open.get().contains(name)) {
      return;
    }
    try {
      RecoveredLog log = Recovery.read(new LogFolder(room.disk(), room.folder().resolve(name)));
      if (!log.segments.isEmpty() && !open.get().contains(name)) {
        room.leftBehind(queue, log.payloads());
      }
    } catch (IOException e) {
      LOG.debug("Reading {} of {} failed", name, room.folder(), e);
    }
  }
}
