/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One named thread with one repeated task. */
final class ScheduledThread implements Schedule {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledThread.class);

  private final ScheduledThreadPoolExecutor executor;
  private final RateLimit failureLog = new RateLimit();
  private final Runnable task;
  private ScheduledFuture<?> repetition;

  ScheduledThread(String thread, Runnable task) {
    this.task =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | LinkageError failed) {
            if (failureLog.permits()) {
              LOG.error("A task of {} failed", thread, failed);
            }
          }
        };
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            run -> {
              Thread made = new Thread(run, thread);
              made.setDaemon(true);
              return made;
            });
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public synchronized void every(Duration pause) {
    if (repetition != null) {
      repetition.cancel(false);
    }
    repetition = executor.scheduleWithFixedDelay(task, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
