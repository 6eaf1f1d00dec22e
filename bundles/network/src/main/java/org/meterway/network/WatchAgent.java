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

  /** Begins with a round at once. */
  WatchAgent(Watch watch, NetworkWatchOptions options) {
    this.watch = watch;
    this.options = options;
    thread = Threads.named("meterway-network").newThread(this::run);
    thread.start();
  }

  /** Does the next round at once, with these options. */
  synchronized void apply(NetworkWatchOptions changed) {
    options = changed;
    checkNow();
  }

  /** Does the next round at once. */
  synchronized void checkNow() {
    wanted = true;
    notifyAll();
  }

  private void run() {
    try {
      while (true) {
        Duration pause = round();
        if (!await(pause)) {
          return;
        }
      }
    } catch (InterruptedException closing) {
      return;
    }
  }

  private Duration round() throws InterruptedException {
    NetworkWatchOptions current;
    synchronized (this) {
      wanted = false;
      current = options;
    }
    try {
      return watch.round(current);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("A round of network checks failed itself", e);
      return AFTER_A_FAULT;
    }
  }

  /** Whether another round is to be done. */
  private synchronized boolean await(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos();
        left > 0 && !wanted && !closed;
        left = end - System.nanoTime()) {
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
