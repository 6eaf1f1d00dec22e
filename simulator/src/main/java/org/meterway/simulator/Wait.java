/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.concurrent.TimeUnit;

/** Lets a thread wait until its time is over or it is woken for good. Thread-safe. */
final class Wait {
  private boolean over;

  /** Waits; returns whether it was woken for good. */
  synchronized boolean await(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!over) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
    return true;
  }

  /** No one waits any more. */
  synchronized void end() {
    over = true;
    notifyAll();
  }
}
