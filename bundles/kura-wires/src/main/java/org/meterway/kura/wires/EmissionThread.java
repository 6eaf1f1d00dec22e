/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.time.Duration;
import java.util.function.Consumer;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits what waits, one message after the other. Kura runs every component behind an emitter in its
 * thread: one that is slow or waits makes this thread wait, and no port's reader.
 */
final class EmissionThread {
  private static final Logger LOG = LoggerFactory.getLogger(EmissionThread.class);

  private final String emitter;
  private final EmissionQueue queue;
  private final Consumer<HeardMessage> emission;
  private final Counters<EmitterCounter> counters;
  private final RateLimit failureLog = new RateLimit();
  private final Thread thread;

  EmissionThread(
      String emitter,
      EmissionQueue queue,
      Consumer<HeardMessage> emission,
      Counters<EmitterCounter> counters) {
    this.emitter = emitter;
    this.queue = queue;
    this.emission = emission;
    this.counters = counters;
    thread = new Thread(this::run, "meterway-wires-" + emitter);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Gives up what waits, and lets the emission under way end. It is not interrupted, as an
   * interrupt makes some databases close their files.
   *
   * @param limit how long to wait for it; behind that it ends by itself
   */
  void close(Duration limit) {
    int lost = queue.close();
    if (lost > 0) {
      LOG.warn("Emitter {} is closed; {} messages were not emitted any more", emitter, lost);
    }
    try {
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("Emitter {} is closed, but a component behind it is still busy", emitter);
    }
  }

  private void run() {
    HeardMessage next = queue.take();
    while (next != null) {
      emit(next);
      next = queue.take();
    }
  }

  /** Also an error, such as a class that is missing behind, must not end the thread. */
  private void emit(HeardMessage message) {
    try {
      emission.accept(message);
      counters.increment(EmitterCounter.EMITTED);
    } catch (RuntimeException | Error failure) {
      counters.increment(EmitterCounter.FAILED);
      if (failureLog.permits()) {
        LOG.error(
            "Emitter {}: a component behind it failed at a message of link {}",
            emitter,
            message.link(),
            failure);
      }
    }
  }
}
