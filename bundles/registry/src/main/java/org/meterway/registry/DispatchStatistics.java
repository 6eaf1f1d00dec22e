/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.Map;
import org.meterway.api.message.Message;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what becomes of messages. Thread-safe. */
final class DispatchStatistics {
  private static final Logger LOG = LoggerFactory.getLogger(DispatchStatistics.class);
  private static final int LOGGED_CHARACTERS = 200;

  private final Counters<DispatchCounter> counters = new Counters<>(DispatchCounter.class);
  private final UnhandledMessages unhandled;

  DispatchStatistics(Timing timing) {
    unhandled = new UnhandledMessages(timing);
  }

  void dispatched() {
    counters.increment(DispatchCounter.DISPATCHED);
  }

  void handled(TrackedHandler handler) {
    counters.increment(DispatchCounter.HANDLED);
    handler.countHandled();
  }

  void failed(HandlerBinding binding, Message message, String link, Throwable reason) {
    counters.increment(DispatchCounter.FAILED);
    TrackedHandler handler = binding.handler();
    handler.countFailed();
    if (handler.failureLog().permits()) {
      LOG.error(
          "Handler {} failed on link {} with {}; {} failures so far",
          binding.properties().name(),
          link,
          abbreviated(message),
          handler.failed(),
          reason);
    }
  }

  void unhandled(Message message, String link) {
    counters.increment(DispatchCounter.UNHANDLED);
    unhandled.count(message.protocol(), link);
  }

  void overflow(String link, RateLimit limit) {
    counters.increment(DispatchCounter.OVERFLOW);
    if (limit.permits()) {
      LOG.warn("The lane of link {} stays full: its handler is too slow; messages dropped", link);
    }
  }

  void heldUp(Duration time) {
    counters.increment(DispatchCounter.HELD_UP);
    counters.add(DispatchCounter.HELD_UP_MILLIS, time.toMillis());
  }

  void stuck() {
    counters.increment(DispatchCounter.STUCK);
  }

  void replacedThreads(int threads) {
    counters.add(DispatchCounter.REPLACED_THREADS, threads);
  }

  void interrupted() {
    counters.increment(DispatchCounter.INTERRUPTED);
  }

  void discarded(long messages) {
    counters.add(DispatchCounter.DISCARDED, messages);
  }

  void waited() {
    counters.increment(DispatchCounter.WAITED);
  }

  long get(DispatchCounter counter) {
    return counters.get(counter);
  }

  Map<String, Long> snapshot() {
    return counters.snapshot();
  }

  /** Messages that nobody handled, by protocol id. */
  Map<Integer, Long> unhandledByProtocol() {
    return unhandled.counts();
  }

  private static String abbreviated(Message message) {
    String text = message.toString();
    return text.length() <= LOGGED_CHARACTERS
        ? text
        : text.substring(0, LOGGED_CHARACTERS) + "… (" + text.length() + " characters)";
  }
}
