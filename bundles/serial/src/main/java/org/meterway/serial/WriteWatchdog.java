/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices writes that take too long, for all ports with one thread. A write costs it two volatile
 * stores; the thread looks around ten times a second while there is traffic, and sleeps when there
 * is none.
 */
@Component(service = WriteWatchdog.class)
public final class WriteWatchdog {
  private static final Logger LOG = LoggerFactory.getLogger(WriteWatchdog.class);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long STOP_LIMIT_MS = 1000;

  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private volatile boolean asleep = true;
  private volatile boolean stopped;
  private Thread thread;

  /** Whatever waits for writes; {@link Watch#close} ends it. */
  Watch watch(Runnable onExpiry) {
    Watch watch = new Watch(onExpiry);
    watches.add(watch);
    return watch;
  }

  /** Ends the thread. */
  @Deactivate
  public void stop() throws InterruptedException {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
    }
    if (running != null) {
      LockSupport.unpark(running);
      running.join(STOP_LIMIT_MS);
    }
  }

  private synchronized void wakeUp() {
    if (!asleep || stopped) {
      return;
    }
    asleep = false;
    if (thread == null) {
      thread = new Thread(this::run, "meterway-serial-watchdog");
      thread.setDaemon(true);
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!stopped) {
      if (lookAround()) {
        LockSupport.parkNanos(this, TICK_NANOS);
      } else {
        asleep = true;
        // A write that began before it could see that we sleep.
        if (lookAround()) {
          asleep = false;
        }
        while (asleep && !stopped) {
          LockSupport.park(this);
        }
      }
    }
  }

  /** Whether there was a write since the last time. */
  private boolean lookAround() {
    boolean traffic = false;
    for (Watch watch : watches) {
      traffic |= watch.check();
    }
    return traffic;
  }

  /** Watches the writes of one port, of which at most one is under way. */
  final class Watch {
    /** Deadlines are made odd, so that these two are none. */
    private static final long IDLE = 0;

    private static final long EXPIRED = 2;

    private final Runnable onExpiry;
    private final AtomicLong deadline = new AtomicLong(IDLE);
    private volatile boolean touched;

    private Watch(Runnable onExpiry) {
      this.onExpiry = onExpiry;
    }

    /**
     * A write begins.
     *
     * @param latest by when it has to end, in terms of {@link System#nanoTime}
     */
    void begin(long latest) {
      deadline.set(latest | 1);
      if (!touched) {
        touched = true;
      }
      if (asleep) {
        wakeUp();
      }
    }

    /**
     * The write has ended.
     *
     * @return whether in time: if not, the callback has been called or is about to be
     */
    boolean end() {
      return deadline.getAndSet(IDLE) != EXPIRED;
    }

    void close() {
      watches.remove(this);
    }

    private void expire() {
      try {
        onExpiry.run();
      } catch (Throwable e) {
        // The ports of this process have one watchdog only.
        LOG.error("A write that takes too long could not be ended", e);
      }
    }

    private boolean check() {
      long latest = deadline.get();
      boolean underWay = latest != IDLE && latest != EXPIRED;
      if (underWay && System.nanoTime() - latest > 0 && deadline.compareAndSet(latest, EXPIRED)) {
        expire();
        underWay = false;
      }
      boolean traffic = underWay || touched;
      touched = false;
      return traffic;
    }
  }
}
