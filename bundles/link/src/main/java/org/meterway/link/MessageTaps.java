/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.util.Map;
import org.meterway.api.link.MessageListener;
import org.meterway.api.message.Message;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.whiteboard.NamedListeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link MessageListener} services that name one link. Thread-safe. */
final class MessageTaps {
  private static final Logger LOG = LoggerFactory.getLogger(MessageTaps.class);

  private final String link;
  private final Counters<LinkCounter> counters;
  private final NamedListeners<MessageListener> listeners;
  private final RateLimit failureLog = new RateLimit();

  MessageTaps(String link, Counters<LinkCounter> counters) {
    this.link = link;
    this.counters = counters;
    listeners = new NamedListeners<>(link, MessageListener.ANY, this::failed);
  }

  void put(MessageListener listener, Map<String, ?> properties) {
    listeners.put(listener, properties.get(MessageListener.LINK));
  }

  void remove(MessageListener listener) {
    listeners.remove(listener);
  }

  /** Nobody waits for a listener: those that come later hear of later messages. */
  void received(Message message, byte[] buffer, int offset, int length) {
    if (listeners.size() > 0) {
      listeners.deliver(
          Duration.ZERO, listener -> listener.received(link, message, buffer, offset, length));
    }
  }

  private void failed(MessageListener listener, Throwable failure) {
    counters.increment(LinkCounter.LISTENER_ERRORS);
    if (failureLog.permits()) {
      LOG.error(
          "Link {}: the message listener {} failed", link, listener.getClass().getName(), failure);
    }
  }
}
