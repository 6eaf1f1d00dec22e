/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process when a run does not come back: nothing else can free the thread. Says what the
 * input was and where the thread is.
 */
final class HangWatch {
  private static final long LIMIT_NANOS = 60_000_000_000L;
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final int EXIT_STATUS = 70;

  private volatile byte[] input;
  private volatile long begin;
  private volatile Thread runner;
  private volatile boolean stopped;

  void start() {
    Thread watcher = new Thread(this::watch, "meterway-fuzz-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  void begins(byte[] next) {
    begin = System.nanoTime();
    runner = Thread.currentThread();
    input = next;
  }

  void ends() {
    input = null;
  }

  void stop() {
    stopped = true;
  }

  private void watch() {
    while (!stopped) {
      LockSupport.parkNanos(LOOK_NANOS);
      byte[] current = input;
      if (current != null && System.nanoTime() - begin > LIMIT_NANOS && current == input) {
        System.err.println("A fuzz input hangs: " + HexFormat.of().formatHex(current));
        for (StackTraceElement element : runner.getStackTrace()) {
          System.err.println("\tat " + element);
        }
        Runtime.getRuntime().halt(EXIT_STATUS);
      }
    }
  }
}
