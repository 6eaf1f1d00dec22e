/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.meterway.simulator.SimulatedHeadEnd;

/** Sends payloads down to each known meter at a rate, on a thread of its own. */
final class Downlinks implements AutoCloseable {
  private final SimulatedHeadEnd headEnd;
  private final long intervalNanos;
  private final int length;
  private final Thread thread = new Thread(this::run, "simulator-downlinks");
  private volatile boolean running = true;

  /**
   * Sends at once.
   *
   * @param perSecond for each meter; 0 for none
   */
  static Downlinks start(SimulatedHeadEnd headEnd, double perSecond, int length) {
    Downlinks downlinks = new Downlinks(headEnd, perSecond, length);
    if (perSecond > 0) {
      downlinks.thread.start();
    }
    return downlinks;
  }

  private Downlinks(SimulatedHeadEnd headEnd, double perSecond, int length) {
    this.headEnd = headEnd;
    this.length = length;
    intervalNanos = perSecond > 0 ? (long) (TimeUnit.SECONDS.toNanos(1) / perSecond) : 0;
    thread.setDaemon(true);
  }

  /** Ends sending: nothing is under way when it returns, unless a gateway does not read. */
  void stop() {
    running = false;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }

  private void run() {
    long due = System.nanoTime();
    while (running) {
      due += intervalNanos;
      for (int meter : headEnd.meters()) {
        sendTo(meter);
      }
      long wait = due - System.nanoTime();
      while (running && wait > 0) {
        LockSupport.parkNanos(wait);
        wait = due - System.nanoTime();
      }
    }
  }

  private void sendTo(int meter) {
    try {
      headEnd.sendDown(meter, length);
    } catch (IOException e) {
      // Its connection has just ended, which the head end's listener is told; the payload counts
      // as sent, and so as lost.
      return;
    }
  }
}
