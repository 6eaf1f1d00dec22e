/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that is there while it has something to do, and a moment longer. Thread-safe. */
final class OwnThread {
  private static final Logger LOG = LoggerFactory.getLogger(OwnThread.class);
  private static final long IDLE_SECONDS = 5;

  private final ThreadPoolExecutor executor;
  private final RateLimit failureLog = new RateLimit();

  OwnThread(String name) {
    executor =
        new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins something, unless the thread still does what it was given before. */
  boolean run(Runnable task) {
    try {
      executor.execute(() -> guarded(task));
      return true;
    } catch (RejectedExecutionException busyOrClosed) {
      return false;
    }
  }

  /** Takes nothing more; what is under way ends by itself. */
  void close() {
    executor.shutdown();
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failed) {
      if (failureLog.permits()) {
        LOG.error("{} failed", Thread.currentThread().getName(), failed);
      }
    }
  }
}
