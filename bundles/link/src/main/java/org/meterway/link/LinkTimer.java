/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.meterway.api.status.RateLimit;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which all links notice silence. Its tasks are short and do not block. */
@Component(service = LinkTimer.class)
public final class LinkTimer {
  private static final Logger LOG = LoggerFactory.getLogger(LinkTimer.class);

  private final ScheduledThreadPoolExecutor executor;
  private final RateLimit failureLog = new RateLimit();

  /** Starts no thread yet: the first task does. */
  public LinkTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "meterway-link-timer");
              thread.setDaemon(true);
              return thread;
            },
            (task, pool) -> LOG.debug("The timer is closed; a task was dropped"));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  void schedule(Runnable task, Duration delay) {
    executor.schedule(
        () -> {
          try {
            task.run();
          } catch (RuntimeException failed) {
            if (failureLog.permits()) {
              LOG.error("A link's timer task failed", failed);
            }
          }
        },
        delay.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** Drops what waits. */
  @Deactivate
  public void close() {
    executor.shutdownNow();
  }
}
