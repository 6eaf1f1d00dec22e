/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.time.Duration;
import java.util.Map;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.whiteboard.NamedListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the bytes of one port to the whiteboard services that want them. Thread-safe. */
final class PortListeners {
  private static final Logger LOG = LoggerFactory.getLogger(PortListeners.class);

  private final String port;
  private final Duration firstGrace;
  private final Duration grace;
  private final Counters<PortCounter> counters;
  private final NamedListeners<PortListener> listeners;
  private final RateLimit undeliverableLog = new RateLimit();
  private final RateLimit errorLog = new RateLimit();
  private volatile boolean everNamed;

  /**
   * @param firstGrace how long bytes wait for the first listener of all, as while a gateway starts
   * @param grace how long they wait for another one, as while a link is being changed
   */
  PortListeners(String port, Duration firstGrace, Duration grace, Counters<PortCounter> counters) {
    this.port = port;
    this.firstGrace = firstGrace;
    this.grace = grace;
    this.counters = counters;
    this.listeners = new NamedListeners<>(port, PortListener.ANY, this::failed);
  }

  /** Adds the listener if it names this port; removes it if it does so no longer. */
  void set(PortListener listener, Map<String, ?> properties) {
    if (listeners.put(listener, properties.get(PortListener.PORT))) {
      everNamed = true;
    }
  }

  void remove(PortListener listener) {
    listeners.remove(listener);
  }

  /** Bytes wait no longer for a listener. */
  void close() {
    listeners.close();
  }

  int size() {
    return listeners.size();
  }

  void received(byte[] buffer, int length) {
    Duration patience = everNamed ? grace : firstGrace;
    if (!listeners.deliver(patience, listener -> listener.received(buffer, 0, length))) {
      counters.add(PortCounter.BYTES_WITHOUT_LISTENER, length);
      if (undeliverableLog.permits()) {
        LOG.warn("Port {}: bytes came in, but no link names this port", port);
      }
    }
  }

  void stateChanged(PortStatus status) {
    listeners.deliver(Duration.ZERO, listener -> listener.stateChanged(status));
  }

  private void failed(PortListener listener, Throwable failure) {
    counters.increment(PortCounter.LISTENER_ERRORS);
    if (errorLog.permits()) {
      LOG.error("Port {}: listener {} failed", port, listener.getClass().getName(), failure);
    }
  }
}
