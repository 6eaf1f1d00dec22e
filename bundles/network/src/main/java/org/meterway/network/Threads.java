/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads as this bundle wants them: daemons with names, and none while there is nothing to do. */
final class Threads {
  private static final int IDLE_SECONDS = 10;

  private Threads() {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** One thread, which ends when idle; refuses what goes beyond the queue. */
  static ThreadPoolExecutor single(String name, int queued) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queued), named(name));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
