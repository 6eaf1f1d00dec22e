/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one port open: a thread that opens the device, hands on what it reads, and begins again
 * when the device goes away.
 *
 * <p>Transitions: CLOSED to OPEN or FAILED at the first attempt; OPEN to FAILED when the line
 * breaks, and to CLOSED for a moment when its settings change; FAILED to OPEN by itself; any to
 * CLOSED in the end. All of them happen on the thread, so that listeners see them in order.
 */
final class PortAgent {
  private static final Logger LOG = LoggerFactory.getLogger(PortAgent.class);

  /** A tty hands out at most this many bytes a read, and JNI copies the whole array each time. */
  private static final int READ_BUFFER = 4096;

  private static final String HANG_UP = "the device hung up: unplugged, or reset by its driver";

  private static final Duration QUIET_LIMIT = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final String name;
  private final LineOpener opener;
  private final Clock clock;
  private final Counters<PortCounter> counters;
  private final PortListeners listeners;
  private final FrameWriter writer;
  private final Thread thread;

  /** Ends a pause early. */
  private final Semaphore nudge = new Semaphore(0);

  /** Null before the first valid ones. */
  private volatile SerialSettings settings;

  /** What the listeners were told. */
  private volatile PortStatus status;

  /**
   * What they will be told, once the thread is back from where it is: the line was given up. Null
   * else.
   */
  private volatile PortStatus imminent;

  private volatile boolean stopped;

  /** Somebody has asked for the line to be opened anew, without a pause before that. */
  private volatile boolean reopening;

  /** The open line and why it was given up; guarded by this. */
  private Line line;

  private String breakReason;

  /** Why it is not open, as the log says; empty if it says that it is. Used by the thread only. */
  private String loggedReason = "";

  /** What the log said last: a device that comes and goes says the same again and again. */
  private String lastReason = "";

  private final RateLimit repeatedLog = new RateLimit();

  /** An agent that does nothing before it has {@linkplain #apply settings}. */
  PortAgent(
      String name,
      LineOpener opener,
      WriteWatchdog watchdog,
      Clock clock,
      Counters<PortCounter> counters,
      PortListeners listeners) {
    this.name = name;
    this.opener = opener;
    this.clock = clock;
    this.counters = counters;
    this.listeners = listeners;
    this.status = new PortStatus(name, PortState.CLOSED, "not opened yet", clock.instant());
    this.writer = new FrameWriter(name, counters, watchdog, this::broken);
    this.thread = Threads.daemon("meterway-serial-" + name, this::run);
  }

  /** There are no valid settings to begin with. */
  void refuse(String reason) {
    if (settings == null) {
      change(PortState.FAILED, reason);
    }
  }

  PortStatus status() {
    PortStatus changing = imminent;
    return changing == null ? status : changing;
  }

  FrameWriter writer() {
    return writer;
  }

  /** The open line, or {@code null}. */
  synchronized Line line() {
    return line;
  }

  /** Takes settings: the first ones start it, others reopen the line only if they touch it. */
  void apply(SerialSettings changed) {
    SerialSettings previous = settings;
    settings = changed;
    writer.setWriteTimeoutNanos(changed.writeTimeout().toNanos());
    if (previous == null) {
      thread.start();
    } else if (!previous.line().equals(changed.line())) {
      giveUp(line(), PortState.CLOSED, "the settings of the line have changed");
      nudge.release();
    } else if (!previous.reopenDelay().equals(changed.reopenDelay()) && line() == null) {
      nudge.release();
    }
  }

  /** Closes the line, if it is open, and opens it at once. */
  void reopen(String why) {
    reopening = true;
    if (!giveUp(line(), PortState.CLOSED, why)) {
      reopening = false; // It opens anew by itself; only the pause before that is cut short.
      nudge.release();
    }
  }

  /** Closes the port for good; returns when the thread has ended, or after a time limit. */
  void close() throws InterruptedException {
    stopped = true;
    listeners.close();
    writer.close();
    giveUp(line(), PortState.CLOSED, "closed");
    nudge.release();
    if (Thread.currentThread() != thread) {
      thread.join(CLOSE_LIMIT.toMillis());
      if (thread.isAlive()) {
        LOG.warn(
            "Port {}: the device or a listener does not return within {} s; its thread is left",
            name,
            CLOSE_LIMIT.toSeconds());
      }
    }
  }

  /** The line does not take bytes any more. */
  private void broken(Line broken, String reason) {
    giveUp(broken, PortState.FAILED, reason);
  }

  /**
   * Closes the line, which ends its reader and its writer, and says so at once: a listener that
   * waits on the thread hears of it only by the state. On a thread of its own, as some drivers hold
   * back who closes a device.
   *
   * @return whether it was this call that gave it up
   */
  private boolean giveUp(Line given, PortState state, String reason) {
    synchronized (this) {
      if (given == null || given != line || breakReason != null) {
        return false;
      }
      breakReason = reason;
      imminent = new PortStatus(name, state, reason, clock.instant());
    }
    // The line may have ended by itself meanwhile, and another one may be open.
    writer.detach(given, reason);
    Threads.daemon("meterway-serial-close-" + name, given::close).start();
    return true;
  }

  private void run() {
    while (!stopped) {
      SerialSettings wanted = settings;
      try {
        if (attempt(wanted) && settings.line().equals(wanted.line())) {
          nudge.tryAcquire(settings.reopenDelay().toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        // A listener that heard of a state has left this thread interrupted. Only close() ends it.
        LOG.debug("Port {}: a pause was interrupted", name);
      }
      nudge.drainPermits();
    }
    writer.detach("closed");
    change(PortState.CLOSED, "closed");
  }

  /** As {@link #serveOnce}, and survives what nobody expects: a port without thread is dead. */
  private boolean attempt(SerialSettings wanted) throws InterruptedException {
    try {
      return serveOnce(wanted);
    } catch (RuntimeException | Error e) {
      String reason = "internal error: " + e;
      Line left = line();
      if (left != null) {
        retire(left);
      }
      writer.detach(reason);
      fail(reason, e);
      return true;
    }
  }

  /**
   * Opens the line and serves it until it ends.
   *
   * @return whether to wait before the next attempt
   */
  private boolean serveOnce(SerialSettings wanted) throws InterruptedException {
    if (!writer.awaitQuiet(QUIET_LIMIT)) {
      fail("the driver does not give back a write to the closed device");
      return false;
    }
    Line opened;
    try {
      opened = opener.open(wanted);
    } catch (LineException e) {
      counters.increment(PortCounter.OPEN_FAILURES);
      fail(e.getMessage());
      return true;
    }
    synchronized (this) {
      line = opened;
      breakReason = null;
    }
    // Who closes or reconfigures from now on finds the line; who did before is seen here.
    if (stopped || !settings.line().equals(wanted.line())) {
      retire(opened);
      return false;
    }
    counters.increment(PortCounter.OPENS);
    writer.attach(opened, wanted.line());
    opened(wanted);
    serve(opened);
    String reason = retire(opened);
    if (reason == null && JvmShutdown.isUnderWay()) {
      // jSerialComm has a shutdown hook of its own, which closes all ports under their readers.
      writer.detach("the program ends");
      return true;
    }
    if (reason == null) {
      counters.increment(PortCounter.HANG_UPS);
      reason = HANG_UP;
    }
    writer.detach(reason);
    if (stopped) {
      return false;
    }
    if (reopening || !settings.line().equals(wanted.line())) {
      reopening = false;
      change(PortState.CLOSED, reason);
      return false;
    }
    fail(reason);
    return true;
  }

  private void serve(Line open) {
    byte[] buffer = new byte[READ_BUFFER];
    int count = open.read(buffer);
    while (count > 0) {
      counters.add(PortCounter.BYTES_IN, count);
      listeners.received(buffer, count);
      Thread.interrupted(); // A listener left it behind; who waits next would not wait.
      count = open.read(buffer);
    }
  }

  /** Closes the line; returns why it was given up, or {@code null} if it ended by itself. */
  private String retire(Line ended) {
    String reason;
    synchronized (this) {
      line = null;
      reason = breakReason;
    }
    ended.close();
    return reason;
  }

  private boolean isNews(String reason) {
    return !reason.equals(loggedReason) && (repeatedLog.permits() || !reason.equals(lastReason));
  }

  private void opened(SerialSettings wanted) {
    if (!loggedReason.isEmpty()) {
      LOG.info("Port {} is open again on {}", name, wanted.line().device());
      loggedReason = "";
    }
    change(PortState.OPEN, "");
  }

  private void fail(String reason) {
    fail(reason, null);
  }

  /**
   * @param bug what nobody expected; null where the reason says all
   */
  private void fail(String reason, Throwable bug) {
    if (isNews(reason)) {
      loggedReason = reason;
      lastReason = reason;
      if (bug == null) {
        LOG.warn("Port {} is not usable: {}", name, reason);
      } else {
        LOG.error("Port {} failed unexpectedly", name, bug);
      }
    }
    if (status.state() != PortState.FAILED || !status.reason().equals(reason)) {
      change(PortState.FAILED, reason);
    } else {
      imminent = null;
    }
  }

  private void change(PortState state, String reason) {
    PortStatus changed = new PortStatus(name, state, reason, clock.instant());
    status = changed;
    synchronized (this) {
      // A line may have been given up before it was told that it is open.
      if (state != PortState.OPEN || breakReason == null) {
        imminent = null;
      }
    }
    listeners.stateChanged(changed);
  }
}
