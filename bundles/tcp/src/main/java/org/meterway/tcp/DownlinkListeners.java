/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners that name one head end. Delivery reads a snapshot; only coming and going takes a
 * lock. Thread-safe.
 */
final class DownlinkListeners {
  private static final Logger LOG = LoggerFactory.getLogger(DownlinkListeners.class);
  private static final DownlinkListener[] NONE = {};

  private final String headEnd;
  private final Counters<HeadEndCounter> counters;
  private final RateLimit undeliverableLog;
  private final RateLimit errorLog;

  private volatile DownlinkListener[] listeners = NONE;

  DownlinkListeners(String headEnd, Counters<HeadEndCounter> counters, LongSupplier nanoTime) {
    this.headEnd = headEnd;
    this.counters = counters;
    undeliverableLog = new RateLimit(nanoTime);
    errorLog = new RateLimit(nanoTime);
  }

  /**
   * Adds, keeps or removes a listener, as its property says.
   *
   * @param headEnds value of the property {@value DownlinkListener#HEAD_END}
   */
  synchronized void put(DownlinkListener listener, Object headEnds) {
    boolean present = Arrays.asList(listeners).contains(listener);
    if (!names(headEnds)) {
      remove(listener);
    } else if (!present) {
      listeners =
          Stream.concat(Arrays.stream(listeners), Stream.of(listener))
              .toArray(DownlinkListener[]::new);
    }
  }

  /** Removes a listener, if it is there. */
  synchronized void remove(DownlinkListener listener) {
    listeners =
        Arrays.stream(listeners)
            .filter(other -> other != listener)
            .toArray(DownlinkListener[]::new);
  }

  /** Hands bytes to each listener; returns when all have returned. */
  void received(byte[] buffer, int offset, int length) {
    DownlinkListener[] snapshot = listeners;
    if (snapshot.length == 0) {
      counters.add(HeadEndCounter.UNDELIVERABLE_BYTES, length);
      if (undeliverableLog.permits()) {
        LOG.warn("{}: bytes came down, but no listener names this head end", headEnd);
      }
      return;
    }
    each(snapshot, listener -> listener.received(buffer, offset, length));
  }

  /** Tells each listener the head end's state. */
  void stateChanged(HeadEndStatus status) {
    each(listeners, listener -> listener.stateChanged(status));
  }

  // An error of one listener, such as a class that is missing in its bundle, must not end the
  // thread that serves all others.
  private void each(DownlinkListener[] snapshot, Consumer<DownlinkListener> call) {
    for (DownlinkListener listener : snapshot) {
      try {
        call.accept(listener);
      } catch (RuntimeException | Error e) {
        counters.increment(HeadEndCounter.LISTENER_ERRORS);
        if (errorLog.permits()) {
          LOG.error("{}: listener {} failed", headEnd, listener.getClass().getName(), e);
        }
      }
    }
  }

  private boolean names(Object headEnds) {
    Collection<?> named =
        headEnds instanceof Collection<?> collection
            ? collection
            : headEnds instanceof Object[] array
                ? Arrays.asList(array)
                : List.of(orEmpty(headEnds));
    return named.contains(headEnd) || named.contains(DownlinkListener.ANY);
  }

  private static Object orEmpty(Object value) {
    return value == null ? "" : value;
  }
}
