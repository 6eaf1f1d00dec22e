/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that does the rounds. */
final class WatchAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchAgent.class);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(60);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Watch watch;
  private final Thread thread;
  private NetworkWatchOptions options;
  private boolean wanted;
  private boolean closed;

  /** When the next round is due, on the clock of {@link System#nanoTime}. */
  private long due = System.nanoTime();

  /** Begins with a round at once. */
  WatchAgent(Watch watch, NetworkWatchOptions options) {
    this.watch = watch;
    this.options = options;
    thread = Threads.named("meterway-network").newThread(this::run);
    thread.start();
  }

  /** Does an extra round at once, with these options. */
  synchronized void apply(NetworkWatchOptions changed) {
    options = changed;
    checkNow();
  }

  /** Does an extra round at once. It does not put off the next one that is due. */
  synchronized void checkNow() {
    wanted = true;
    notifyAll();
  }

  private void run() {
    try {
      while (await()) {
        round();
      }
    } catch (InterruptedException closing) {
      return;
    } finally {
      // What ends a wait is not to end the writing of the memory.
      Thread.interrupted();
      watch.end();
    }
  }

  private void round() throws InterruptedException {
    NetworkWatchOptions current;
    boolean isDue;
    synchronized (this) {
      wanted = false;
      current = options;
      isDue = due - System.nanoTime() <= 0;
    }
    Duration pause;
    try {
      pause = watch.round(current, isDue);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("A round of network checks failed itself", e);
      pause = AFTER_A_FAULT;
    }
    synchronized (this) {
      long next = System.nanoTime() + pause.toNanos();
      due = isDue || next - due < 0 ? next : due;
    }
  }

  /** Whether another round is to be done. */
  private synchronized boolean await() throws InterruptedException {
    for (long left = due - System.nanoTime();
        left > 0 && !wanted && !closed;
        left = due - System.nanoTime()) {
      wait(left / 1_000_000 + 1);
    }
    return !closed;
  }

  /** Ends the round that is under way. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.interrupt();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
