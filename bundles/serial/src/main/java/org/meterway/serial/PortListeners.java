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
  private final Duration grace;
  private final Counters<PortCounter> counters;
  private final NamedListeners<PortListener> listeners;
  private final RateLimit undeliverableLog = new RateLimit();
  private final RateLimit errorLog = new RateLimit();

  /**
   * @param grace how long bytes wait for a first listener, as while a link is being changed
   */
  PortListeners(String port, Duration grace, Counters<PortCounter> counters) {
    this.port = port;
    this.grace = grace;
    this.counters = counters;
    this.listeners = new NamedListeners<>(port, PortListener.ANY, this::failed);
  }

  /** Adds the listener if it names this port; removes it if it does so no longer. */
  void set(PortListener listener, Map<String, ?> properties) {
    listeners.put(listener, properties.get(PortListener.PORT));
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
    if (!listeners.deliver(grace, listener -> listener.received(buffer, 0, length))) {
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
