/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs each task on a thread of its own. */
public final class InParallel {
  private static final int LIMIT_SECONDS = 60;

  private InParallel() {}

  /** Returns when all have ended; fails if one does, or takes longer than a minute. */
  public static void run(List<Runnable> tasks) {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size(), InParallel::daemon);
    try {
      List<Future<?>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(threads.submit(task)));
      for (Future<?> task : running) {
        task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException failed) {
      fail(failed.getCause());
    } catch (TimeoutException late) {
      fail("still running after " + LIMIT_SECONDS + " s", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      fail(interrupted);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "test-feeder");
    thread.setDaemon(true);
    return thread;
  }
}
