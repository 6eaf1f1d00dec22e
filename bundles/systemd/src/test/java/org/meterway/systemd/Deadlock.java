/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;

/** Two threads, each of which holds what the other one waits for. */
final class Deadlock implements AutoCloseable {
  private final ReentrantLock one = new ReentrantLock();
  private final ReentrantLock other = new ReentrantLock();
  private final CyclicBarrier both = new CyclicBarrier(2);
  private final Thread first = start("deadlocked-1", one, other);
  private final Thread second = start("deadlocked-2", other, one);

  private Thread start(String name, ReentrantLock mine, ReentrantLock theirs) {
    Thread thread =
        new Thread(
            () -> {
              mine.lock();
              try {
                both.await();
                theirs.lockInterruptibly();
                theirs.unlock();
              } catch (InterruptedException | BrokenBarrierException e) {
                Thread.currentThread().interrupt();
              } finally {
                mine.unlock();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  String threads() {
    return "deadlocked-1, deadlocked-2";
  }

  @Override
  public void close() {
    first.interrupt();
    try {
      first.join();
      second.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
