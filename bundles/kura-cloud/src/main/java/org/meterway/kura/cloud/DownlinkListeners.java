/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.whiteboard.NamedListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what comes down to the listeners that name one head end. Thread-safe. */
final class DownlinkListeners {
  private static final Logger LOG = LoggerFactory.getLogger(DownlinkListeners.class);

  private final String headEnd;
  private final Duration grace;
  private final Counters<CloudCounter> counters;
  private final NamedListeners<DownlinkListener> listeners;
  private final RateLimit undeliverableLog;
  private final RateLimit errorLog;

  /**
   * @param grace how long bytes wait for a first listener, as while a link is being changed
   */
  DownlinkListeners(
      String headEnd, Duration grace, Counters<CloudCounter> counters, LongSupplier nanoTime) {
    this.headEnd = headEnd;
    this.grace = grace;
    this.counters = counters;
    listeners = new NamedListeners<>(headEnd, DownlinkListener.ANY, this::failed);
    undeliverableLog = new RateLimit(nanoTime);
    errorLog = new RateLimit(nanoTime);
  }

  /**
   * Adds, keeps or removes a listener, as its property says.
   *
   * @param headEnds value of the property {@value DownlinkListener#HEAD_END}
   */
  void put(DownlinkListener listener, Object headEnds) {
    listeners.put(listener, headEnds);
  }

  /** Removes a listener, if it is there. */
  void remove(DownlinkListener listener) {
    listeners.remove(listener);
  }

  /** Bytes wait no longer for a listener. */
  void close() {
    listeners.close();
  }

  /** Hands a payload to each listener; returns when all have returned. */
  void received(byte[] payload) {
    if (!listeners.deliver(grace, listener -> listener.received(payload, 0, payload.length))) {
      counters.add(CloudCounter.UNDELIVERABLE_BYTES, payload.length);
      if (undeliverableLog.permits()) {
        LOG.warn("{}: a message came down, but no listener names this head end", headEnd);
      }
    }
  }

  /** Tells each listener the head end's state. */
  void stateChanged(HeadEndStatus status) {
    listeners.deliver(Duration.ZERO, listener -> listener.stateChanged(status));
  }

  private void failed(DownlinkListener listener, Throwable failure) {
    counters.increment(CloudCounter.LISTENER_ERRORS);
    if (errorLog.permits()) {
      LOG.error("{}: listener {} failed", headEnd, listener.getClass().getName(), failure);
    }
  }
}
