/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.util.function.Consumer;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.whiteboard.NamedListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who listen to what passes on a link. What one of them throws harms neither the link nor the
 * others. Nobody waits for them: those that come later hear of what comes later. Thread-safe.
 *
 * @param <L> what they are
 */
final class Taps<L> {
  private static final Logger LOG = LoggerFactory.getLogger(Taps.class);

  private final String link;
  private final Counters<LinkCounter> counters;
  private final NamedListeners<L> listeners;
  private final RateLimit failureLog = new RateLimit();

  /**
   * Nobody listens yet.
   *
   * @param any the name that means every link
   */
  Taps(String link, String any, Counters<LinkCounter> counters) {
    this.link = link;
    this.counters = counters;
    listeners = new NamedListeners<>(link, any, this::failed);
  }

  /**
   * Adds, keeps or removes a listener.
   *
   * @param links the names of the links that it listens to
   */
  void put(L listener, Object links) {
    listeners.put(listener, links);
  }

  void remove(L listener) {
    listeners.remove(listener);
  }

  /** Whether anybody listens: who asks first saves what telling costs. */
  boolean any() {
    return listeners.size() > 0;
  }

  void tell(Consumer<L> call) {
    listeners.deliver(Duration.ZERO, call);
  }

  private void failed(L listener, Throwable failure) {
    counters.increment(LinkCounter.LISTENER_ERRORS);
    if (failureLog.permits()) {
      LOG.error("Link {}: the listener {} failed", link, listener.getClass().getName(), failure);
    }
  }
}
