/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one LED: sleeps until the next change of the LED, or the next look. */
final class BlinkThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlinkThread.class);
  private static final int CLOSING_MS = 2000;

  private final Blinker blinker;
  private final Thread thread;
  private boolean closed;

  BlinkThread(String name, Blinker blinker) {
    this.blinker = blinker;
    thread = new Thread(this::run, "meterway-led-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      long pause = 1;
      while (await(pause)) {
        pause = blinker.turn();
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.error("An LED is not switched any more", e);
    } finally {
      blinker.close();
    }
  }

  private synchronized boolean await(long pause) {
    long end = System.nanoTime() + pause * 1_000_000;
    try {
      for (long left = pause; left > 0 && !closed; left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      return false;
    }
    return !closed;
  }

  /** Gives the LED back. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(CLOSING_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
