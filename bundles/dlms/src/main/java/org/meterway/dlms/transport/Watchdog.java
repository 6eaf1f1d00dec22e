/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends what takes too long, for all transports with one thread, so that they need not poll. Within
 * its time, an exchange costs two volatile stores: the thread sleeps until the earliest deadline it
 * has seen and is woken for an earlier one only. There is no thread while there is nothing to
 * watch.
 */
final class Watchdog implements Runnable {
  /** Deadlines of what is not running, and of what was ended. */
  private static final long IDLE = Long.MIN_VALUE;

  private static final long EXPIRED = Long.MIN_VALUE + 1;

  private static final Watchdog SHARED = new Watchdog();

  private final List<Watch> watches = new ArrayList<>();

  /** Deadlines count from here, so that they compare as they are. */
  private final long begin = System.nanoTime();

  /** When the thread will look again; the largest value while it looks. */
  private volatile long wakeUp = Long.MAX_VALUE;

  private Thread thread;

  static Watchdog shared() {
    return SHARED;
  }

  /** Something that may take too long; {@link Watch#close} ends it. */
  Watch watch(Runnable onExpiry) {
    Watch watch = new Watch(onExpiry);
    synchronized (watches) {
      watches.add(watch);
      if (thread == null) {
        thread = new Thread(this, "meterway-dlms-watchdog");
        thread.setDaemon(true);
        thread.start();
      }
    }
    return watch;
  }

  @Override
  public void run() {
    List<Watch> due = new ArrayList<>();
    while (true) {
      // Whoever begins while this looks around finds the largest value, and wakes it again.
      wakeUp = Long.MAX_VALUE;
      long earliest = Long.MAX_VALUE;
      long now = now();
      synchronized (watches) {
        if (watches.isEmpty()) {
          thread = null;
          return;
        }
        for (Watch watch : watches) {
          long deadline = watch.deadline.get();
          if (deadline > EXPIRED) {
            if (deadline <= now && watch.deadline.compareAndSet(deadline, EXPIRED)) {
              due.add(watch);
            } else {
              earliest = Math.min(earliest, deadline);
            }
          }
        }
      }
      due.forEach(watch -> watch.onExpiry.run());
      due.clear();
      wakeUp = earliest;
      if (earliest == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, earliest - now());
      }
    }
  }

  private long now() {
    return System.nanoTime() - begin;
  }

  private void wake() {
    Thread sleeping;
    synchronized (watches) {
      sleeping = thread;
    }
    LockSupport.unpark(sleeping);
  }

  /** What one transport waits for. One thread begins and ends. */
  final class Watch implements AutoCloseable {
    private final Runnable onExpiry;
    private final AtomicLong deadline = new AtomicLong(IDLE);

    private Watch(Runnable onExpiry) {
      this.onExpiry = onExpiry;
    }

    void begin(long nanos) {
      long end = now() + nanos;
      deadline.set(end);
      if (end < wakeUp) {
        wake();
      }
    }

    /** Whether it was in time. */
    boolean end() {
      return deadline.getAndSet(IDLE) != EXPIRED;
    }

    @Override
    public void close() {
      synchronized (watches) {
        watches.remove(this);
      }
      wake();
    }
  }
}
