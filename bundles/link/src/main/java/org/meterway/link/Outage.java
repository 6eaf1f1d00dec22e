/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;

/**
 * The times in which the meter takes nothing. What is meant for it waits for the port to open
 * again, but no longer than a limit in one such time: it begins when a write fails, and lasts until
 * bytes went through, or the port was open without anybody trying.
 *
 * <p>One thread at a time delivers; the others may be called from any thread.
 */
final class Outage {
  /** How long a change of the state may go unnoticed that nobody was told of. */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final MeterPort port;
  private final Counters<LinkCounter> counters;
  private volatile Duration limit;

  // Guarded by this.
  private boolean closed;
  private PortStatus opened;

  // Of who delivers.
  private boolean underWay;
  private long since;
  private PortStatus lastOpened;
  private PortStatus lastTried;
  private PortStatus before;

  Outage(MeterPort port, Duration limit, Counters<LinkCounter> counters) {
    this.port = port;
    this.limit = limit;
    this.counters = counters;
  }

  /** Another limit, for what waits already too. */
  void limit(Duration changed) {
    limit = changed;
  }

  Duration limit() {
    return limit;
  }

  /** The port's state has changed. */
  synchronized void portChanged(PortStatus status) {
    if (status.state() == PortState.OPEN) {
      opened = status;
      notifyAll();
    }
  }

  /** Nobody waits any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** A write begins. */
  void begin() {
    before = port.status();
  }

  /** It has succeeded. */
  void over() {
    underWay = false;
  }

  /**
   * It has failed. Waits until the port is open, as far as the limit allows. An interrupt ends the
   * wait and stays set.
   *
   * @return whether to try again
   */
  synchronized boolean await() {
    boolean tried = before.state() == PortState.OPEN;
    boolean reopened = opened != null && !opened.equals(lastOpened) && !opened.equals(lastTried);
    if (!underWay || reopened && !tried) {
      underWay = true;
      since = System.nanoTime();
    }
    lastOpened = opened;
    lastTried = tried ? before : lastTried;
    long begin = System.nanoTime();
    boolean waited = false;
    try {
      while (!closed && rest() > 0) {
        waited = true;
        // At least once, for the state may not say yet that the port is not open.
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(rest(), POLL_NANOS));
        if (!closed && port.status().state() == PortState.OPEN) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (waited) {
        counters.increment(LinkCounter.DOWNLINK_WAITS);
        counters.add(
            LinkCounter.DOWNLINK_WAIT_MILLIS,
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
      }
    }
    return false;
  }

  private long rest() {
    return since + limit.toNanos() - System.nanoTime();
  }
}
