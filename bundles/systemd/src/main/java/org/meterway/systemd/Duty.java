/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.status.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that talks with systemd. It asks every part how it is before each sign of life: one
 * that keeps it waiting, since it is locked up, keeps systemd waiting too, until the watchdog acts.
 */
final class Duty implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Duty.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final String READY = "READY=1";
  private static final String ALIVE = "WATCHDOG=1";

  private final Expectation expected;
  private final Messenger messenger;
  private final Supplier<Collection<Status>> statuses;
  private final LifeSigns signs;
  private final Counters<NotifierCounter> counters;
  private final RateLimit failureLog = new RateLimit();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;

  private Phase phase = Phase.STARTING;
  private boolean stops;
  private boolean ready;
  private String toldStatus = "";
  private List<String> missing = List.of();
  private volatile String problem = "";

  private enum Phase {
    STARTING,
    UP,
    STOPPING,
    CLOSED
  }

  /** Begins; says nothing before the gateway is {@linkplain #up up}. */
  Duty(
      Expectation expected,
      Messenger messenger,
      Supplier<Collection<Status>> statuses,
      LifeSigns signs,
      Counters<NotifierCounter> counters) {
    this.expected = expected;
    this.messenger = messenger;
    this.statuses = statuses;
    this.signs = signs;
    this.counters = counters;
    thread = new Thread(this::run, "meterway-systemd");
    thread.setDaemon(true);
    thread.start();
  }

  /** The gateway is ready. */
  void up() {
    enter(Phase.UP);
  }

  /** The gateway begins to stop. */
  void stopping() {
    lock.lock();
    try {
      stops = true;
    } finally {
      lock.unlock();
    }
    enter(Phase.STOPPING);
  }

  /** Why systemd is not told that the gateway lives; empty if it is. */
  String problem() {
    return problem;
  }

  private void enter(Phase next) {
    lock.lock();
    try {
      if (next.compareTo(phase) > 0) {
        phase = next;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends within two seconds; what is to be said of a stop is said first. */
  @Override
  public void close() {
    enter(Phase.CLOSED);
    try {
      thread.join(CLOSE.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      if (awaitOther(Phase.STARTING, Duration.ZERO) == Phase.UP) {
        do {
          tell();
        } while (awaitOther(Phase.UP, expected.interval()) == Phase.UP);
      }
      if (stops()) {
        send(List.of("STOPPING=1", "STATUS=stopping"));
      }
    } catch (InterruptedException e) {
      // Closed; what is still to be said would come too late.
      Thread.currentThread().interrupt();
    }
  }

  private boolean stops() {
    lock.lock();
    try {
      return stops;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is another phase, at most so long; zero is for ever. */
  private Phase awaitOther(Phase current, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (phase == current && (atMost.isZero() || left > 0)) {
        if (atMost.isZero()) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      return phase;
    } finally {
      lock.unlock();
    }
  }

  private void tell() throws InterruptedException {
    List<String> message = new ArrayList<>();
    if (!ready) {
      message.add(READY);
    }
    String status = toldStatus;
    try {
      status = look(message);
    } catch (RuntimeException e) {
      // Whoever cannot be asked does not live; but it is asked again.
      if (failureLog.permits()) {
        LOG.warn("Whether the gateway lives cannot be told", e);
      }
    }
    if (!message.isEmpty() || !status.equals(toldStatus)) {
      toldStatus = status;
      message.add("STATUS=" + status);
      ready |= send(message) && message.contains(READY);
    }
  }

  /** Adds the sign of life, if there is one; returns how the gateway is, in a line. */
  private String look(List<String> message) {
    String status = StatusLine.of(statuses.get());
    report(signs.missing());
    if (!missing.isEmpty()) {
      counters.increment(NotifierCounter.SIGNS_WITHHELD);
      return StatusLine.plain("stands still: " + String.join("; ", missing));
    }
    if (ready && expected.isWatched()) {
      message.add(ALIVE);
    }
    return status;
  }

  /** A standstill is told once, and its end. */
  private void report(List<String> now) {
    if (missing.isEmpty() != now.isEmpty()) {
      if (now.isEmpty()) {
        LOG.info("The gateway moves again");
      } else {
        LOG.error(
            "The gateway stands still{}: {}",
            expected.isWatched() ? ", systemd will restart it" : "",
            String.join("; ", now));
      }
    }
    missing = now;
    problem = String.join("; ", now);
  }

  private boolean send(List<String> message) throws InterruptedException {
    long before = System.nanoTime();
    try {
      messenger.send(message);
      counters.increment(NotifierCounter.NOTIFICATIONS);
      LOG.debug(
          "systemd was told {} in {} ms",
          message,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
      return true;
    } catch (IOException e) {
      counters.increment(NotifierCounter.NOTIFICATIONS_FAILED);
      if (failureLog.permits()) {
        LOG.warn("systemd could not be told {}: {}", message.get(0), e.getMessage());
      }
      return false;
    }
  }
}
