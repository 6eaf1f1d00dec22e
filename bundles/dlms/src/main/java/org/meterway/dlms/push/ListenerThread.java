/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.util.concurrent.TimeUnit;

/** A daemon thread of a listener, and its end. */
final class ListenerThread {
  private static final long END_MILLIS = 2000;

  private final Thread thread;

  ListenerThread(String name, Runnable work) {
    thread = new Thread(work, "meterway-dlms-push-" + name);
    thread.setDaemon(true);
  }

  ListenerThread start() {
    thread.start();
    return this;
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** Waits for its end, unless it is the caller. */
  void join() {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      TimeUnit.MILLISECONDS.timedJoin(thread, END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
