/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.whiteboard.DownlinkDispatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listeners, on a thread of its own: they may wait for a slow meter, and Kura's thread
 * serves other subscribers. Order is kept, and one call ends before the next begins.
 */
final class DownlinkAgent {
  /** How long closing waits for a listener, and once more after its thread was interrupted. */
  private static final long PATIENCE_MS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(DownlinkAgent.class);

  private final String name;
  private final DownlinkQueue queue;
  private final DownlinkDispatch listeners;
  private final Supplier<HeadEndStatus> status;
  private final AtomicBoolean stateChanged = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean closing;

  /** An agent that is not started. */
  DownlinkAgent(
      String name,
      DownlinkQueue queue,
      DownlinkDispatch listeners,
      Supplier<HeadEndStatus> status) {
    this.name = name;
    this.queue = queue;
    this.listeners = listeners;
    this.status = status;
    thread = new Thread(this::run, "meterway-cloud-down-" + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** There may be something in the queue. */
  void wakeup() {
    LockSupport.unpark(thread);
  }

  /** The head end's state is another one. Of several changes in a row, the last one is told. */
  void stateChanged() {
    stateChanged.set(true);
    wakeup();
  }

  /** Ends the thread; takes at most a second. A listener that waits for long is interrupted. */
  void close() {
    queue.close();
    closing = true;
    wakeup();
    try {
      thread.join(PATIENCE_MS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(PATIENCE_MS);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("{}: a listener does not return; left behind", name);
    }
  }

  private void run() {
    while (true) {
      // Looked at first, so that the last state is told.
      boolean last = closing;
      if (stateChanged.getAndSet(false)) {
        listeners.stateChanged(status.get());
      }
      byte[] payload = queue.poll();
      if (payload != null) {
        listeners.received(payload, 0, payload.length);
      } else if (last) {
        return;
      } else {
        LockSupport.park(this);
      }
      if (!closing) {
        Thread.interrupted(); // A listener left it behind; parking would never wait again.
      }
    }
  }
}
