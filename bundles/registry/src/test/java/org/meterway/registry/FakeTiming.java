/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Time that passes when a test lets it. */
final class FakeTiming implements Timing {
  private record Due(long at, Runnable task) {}

  private final List<Due> due = new ArrayList<>();
  private long now = 1_000;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void after(long delayNanos, Runnable task) {
    due.add(new Due(now + delayNanos, task));
  }

  /** Lets time pass and runs what is due, on the calling thread. */
  void advance(Duration duration) {
    List<Runnable> ripe = new ArrayList<>();
    synchronized (this) {
      now += duration.toNanos();
      for (Iterator<Due> tasks = due.iterator(); tasks.hasNext(); ) {
        Due task = tasks.next();
        if (task.at <= now) {
          tasks.remove();
          ripe.add(task.task);
        }
      }
    }
    ripe.forEach(Runnable::run);
  }

  synchronized int tasksDue() {
    return due.size();
  }

  @Override
  public synchronized void close() {
    due.clear();
  }
}
