/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that nobody handles: counted, and logged once a minute, for each protocol id. */
final class UnhandledMessages {
  private static final Logger LOG = LoggerFactory.getLogger(UnhandledMessages.class);
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private final Timing timing;
  private final Map<Integer, PerProtocol> protocols = new ConcurrentHashMap<>();

  UnhandledMessages(Timing timing) {
    this.timing = timing;
  }

  void count(int protocol, String link) {
    PerProtocol counted =
        protocols.computeIfAbsent(
            protocol,
            key -> new PerProtocol(new LongAdder(), new RateLimit(LOG_INTERVAL, timing::nanos)));
    counted.messages.increment();
    if (counted.log.permits()) {
      LOG.warn(
          "No handler for protocol {} on link {}; {} such messages so far",
          "0x%04x".formatted(protocol),
          link,
          counted.messages.sum());
    }
  }

  /** How many messages, by protocol id, ascending. */
  Map<Integer, Long> counts() {
    Map<Integer, Long> counts = new TreeMap<>();
    protocols.forEach((protocol, counted) -> counts.put(protocol, counted.messages.sum()));
    return counts;
  }

  private record PerProtocol(LongAdder messages, RateLimit log) {}
}
