/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whiteboard services that want the bytes of one port. Delivery takes no lock. */
final class PortListeners {
  private static final Logger LOG = LoggerFactory.getLogger(PortListeners.class);

  private final String port;
  private final Counters<PortCounter> counters;
  private volatile Bound[] snapshot = {};

  PortListeners(String port, Counters<PortCounter> counters) {
    this.port = port;
    this.counters = counters;
  }

  /** Adds the listener if it names this port; removes it if it does so no longer. */
  synchronized void set(PortListener listener, Map<String, ?> properties) {
    boolean wanted = names(properties.get(PortListener.PORT), port);
    int index = indexOf(listener);
    if (wanted && index < 0) {
      List<Bound> all = new ArrayList<>(Arrays.asList(snapshot));
      all.add(new Bound(listener));
      snapshot = all.toArray(Bound[]::new);
    } else if (!wanted && index >= 0) {
      remove(listener);
    }
  }

  synchronized void remove(PortListener listener) {
    int index = indexOf(listener);
    if (index >= 0) {
      List<Bound> all = new ArrayList<>(Arrays.asList(snapshot));
      all.remove(index);
      snapshot = all.toArray(Bound[]::new);
    }
  }

  int size() {
    return snapshot.length;
  }

  void received(byte[] buffer, int length) {
    for (Bound bound : snapshot) {
      try {
        bound.listener.received(buffer, 0, length);
      } catch (Throwable e) {
        failed(bound, e);
      }
    }
  }

  void stateChanged(PortStatus status) {
    for (Bound bound : snapshot) {
      try {
        bound.listener.stateChanged(status);
      } catch (Throwable e) {
        failed(bound, e);
      }
    }
  }

  /** Whatever a listener throws, the reader thread and the other listeners have to outlive it. */
  private void failed(Bound bound, Throwable error) {
    counters.increment(PortCounter.LISTENER_ERRORS);
    String text = error.toString();
    if (!Objects.equals(text, bound.lastError)) {
      bound.lastError = text;
      LOG.error(
          "Port {}: listener {} failed; repetitions are only counted",
          port,
          bound.listener.getClass().getName(),
          error);
    }
  }

  private int indexOf(PortListener listener) {
    for (int i = 0; i < snapshot.length; i++) {
      if (snapshot[i].listener == listener) {
        return i;
      }
    }
    return -1;
  }

  private static boolean names(Object property, String port) {
    if (property instanceof String[] names) {
      return names(Arrays.asList(names), port);
    }
    if (property instanceof Collection<?> names) {
      return names.contains(port) || names.contains(PortListener.ANY);
    }
    return port.equals(property) || PortListener.ANY.equals(property);
  }

  private static final class Bound {
    final PortListener listener;

    /** Read and written by the port's reader thread only. */
    String lastError;

    Bound(PortListener listener) {
      this.listener = listener;
    }
  }
}
