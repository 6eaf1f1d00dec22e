/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.message.Message;
import org.meterway.api.parameter.MeterEventListener;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acknowledges the events of meters, then tells the listeners. */
final class MeterEvents {
  private static final Logger LOG = LoggerFactory.getLogger(MeterEvents.class);

  private final Supplier<Collection<MeterEventListener>> listeners;
  private final Replies replies;
  private final Counters<ParameterCounter> counters;
  private final RateLimit failureLog;

  MeterEvents(
      Supplier<Collection<MeterEventListener>> listeners,
      Replies replies,
      Counters<ParameterCounter> counters,
      LongSupplier nanos) {
    this.listeners = listeners;
    this.replies = replies;
    this.counters = counters;
    this.failureLog = new RateLimit(nanos);
  }

  void event(MessageContext context, Message.Event event) {
    counters.increment(ParameterCounter.EVENTS);
    replies.send(context, event.acknowledge());
    for (MeterEventListener listener : listeners.get()) {
      try {
        listener.event(context.link(), event);
      } catch (Exception | LinkageError e) {
        if (failureLog.permits()) {
          LOG.error("{} failed on {} of link {}", listener, event, context.link(), e);
        }
      }
    }
  }
}
