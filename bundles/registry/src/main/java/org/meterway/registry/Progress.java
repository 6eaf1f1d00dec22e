/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets threads wait for a lane to get on. Where nobody waits, a signal costs one read. */
final class Progress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition signalled = lock.newCondition();
  private volatile int waiting;

  /** To be called after each change that somebody may wait for. */
  void signal() {
    if (waiting > 0) {
      lock.lock();
      try {
        signalled.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits, bounded, until {@code reached}; an interrupt ends the wait and stays set.
   *
   * @return whether it is reached
   */
  boolean await(BooleanSupplier reached, long timeoutNanos) {
    lock.lock();
    try {
      waiting++;
      long deadline = System.nanoTime() + timeoutNanos;
      long remaining = timeoutNanos;
      while (!reached.getAsBoolean() && remaining > 0) {
        signalled.await(remaining, TimeUnit.NANOSECONDS);
        remaining = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting--;
      lock.unlock();
    }
    return reached.getAsBoolean();
  }
}
