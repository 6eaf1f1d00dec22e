/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that lanes share, first come, first served. */
final class LanePool implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(LanePool.class);
  private static final long CLOSE_TIMEOUT_MS = 1_000;

  private final AtomicInteger threads = new AtomicInteger();
  private final ThreadPoolExecutor executor;

  LanePool(int size) {
    // What comes after the end is dropped: by then each lane has counted its messages.
    executor =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            this::thread,
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable turn) {
    executor.execute(turn);
  }

  /** Changes the number of threads. One that is too many ends once it has nothing to do. */
  synchronized void resize(int size) {
    if (size > executor.getMaximumPoolSize()) {
      executor.setMaximumPoolSize(size);
      executor.setCorePoolSize(size);
    } else {
      executor.setCorePoolSize(size);
      executor.setMaximumPoolSize(size);
    }
  }

  /** Ends the threads, bounded; one that does not heed the interrupt stays behind as a daemon. */
  void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "A handler still works on a message after {} ms; it is left alone", CLOSE_TIMEOUT_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread thread(Runnable turns) {
    Thread thread = new Thread(turns, "meterway-handlers-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
