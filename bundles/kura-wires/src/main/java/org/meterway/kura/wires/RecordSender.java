/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.kura.wire.WireRecord;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.MeterLink;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records over links, without waiting. Each cause of a refusal is counted, and has a rate
 * limit of its own in the log. Thread-safe.
 */
final class RecordSender {
  private static final Logger LOG = LoggerFactory.getLogger(RecordSender.class);

  private final String receiver;
  private final LinkDirectory links;
  private final Counters<ReceiverCounter> counters;
  private final Map<ReceiverCounter, RateLimit> limits = new EnumMap<>(ReceiverCounter.class);

  RecordSender(
      String receiver,
      LinkDirectory links,
      Counters<ReceiverCounter> counters,
      LongSupplier nanoTime) {
    this.receiver = receiver;
    this.links = links;
    this.counters = counters;
    for (ReceiverCounter cause : ReceiverCounter.values()) {
      limits.put(cause, new RateLimit(nanoTime));
    }
  }

  void send(WireRecord record, ReceiverOptions options) {
    String name = RecordFields.of(record).text(RecordProperties.LINK).orElse(options.link());
    MeterLink link = links.find(name).orElse(null);
    if (link == null) {
      refused(
          ReceiverCounter.UNKNOWN_LINK,
          RecordProperties.LINK
              + " is \""
              + name
              + "\", expected the name of a link: "
              + links.names());
      return;
    }
    try {
      SendResult result = offer(record, options, link);
      if (result.isAccepted()) {
        counters.increment(ReceiverCounter.SENT);
      } else {
        refused(ReceiverCounter.of(result), "link " + name + " does not take it: " + result);
      }
    } catch (RecordException | IllegalArgumentException invalid) {
      refused(ReceiverCounter.INVALID_RECORDS, invalid.getMessage());
    } catch (RuntimeException failure) {
      refused(ReceiverCounter.FAILED, "link " + name + " failed: " + failure);
    }
  }

  /** Notes that a record came for which there is no valid configuration. */
  void unconfigured(String problem) {
    refused(ReceiverCounter.UNCONFIGURED, problem);
  }

  private static SendResult offer(WireRecord record, ReceiverOptions options, MeterLink link)
      throws RecordException {
    RecordTemplate template = options.template();
    return switch (options.destination()) {
      case METER -> link.send(RecordMessage.of(template.message(record)));
      case HEAD_END -> link.sendToHeadEnd(template.payload(record).clone());
    };
  }

  private void refused(ReceiverCounter cause, String words) {
    counters.increment(cause);
    if (limits.get(cause).permits()) {
      LOG.warn(
          "Receiver {} did not send a record ({} such so far): {}",
          receiver,
          counters.get(cause),
          words);
    }
  }
}
