/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.meterway.api.dlms.DlmsPush;
import org.meterway.api.dlms.DlmsPushConsumer;
import org.meterway.api.dlms.DlmsReading;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.whiteboard.NamedListeners;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.push.Notification;
import org.meterway.dlms.push.PushSink;
import org.meterway.dlms.push.Reading;
import org.meterway.dlms.record.JsonTree;
import org.meterway.dlms.record.NotificationTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells consumers and a head end what was heard. Thread-safe. */
final class PushDelivery implements PushSink {
  private static final Logger LOG = LoggerFactory.getLogger(PushDelivery.class);
  private static final Obis CLOCK = Obis.of("0.0.1.0.0.255");

  private final String name;
  private final Counters<PushCounter> counters;
  private final Clock clock;
  private final NamedListeners<DlmsPushConsumer> consumers;
  private final RateLimit faultLog = new RateLimit();
  private final RateLimit refusalLog = new RateLimit();
  private final RateLimit consumerLog = new RateLimit();
  private final RateLimit undeliveredLog = new RateLimit();
  private volatile HeadEnd headEnd;
  private volatile boolean sending;
  private volatile String lastFault = "";
  private volatile Instant lastHeard;

  PushDelivery(String name, Counters<PushCounter> counters, Clock clock) {
    this.name = name;
    this.counters = counters;
    this.clock = clock;
    this.consumers = new NamedListeners<>(name, DlmsPushConsumer.ANY, this::failed);
  }

  void set(DlmsPushConsumer consumer, Map<String, ?> properties) {
    consumers.put(consumer, properties.get(DlmsPushConsumer.LISTENER));
  }

  void remove(DlmsPushConsumer consumer) {
    consumers.remove(consumer);
  }

  void bind(HeadEnd newHeadEnd) {
    headEnd = newHeadEnd;
  }

  void unbind(HeadEnd gone) {
    if (headEnd == gone) {
      headEnd = null;
    }
  }

  /** Whether the head end is one that was chosen. */
  void send(boolean isSending) {
    sending = isSending;
  }

  int consumers() {
    return consumers.size();
  }

  /** The chosen head end; null if there is none. */
  HeadEnd headEnd() {
    return sending ? headEnd : null;
  }

  /** What could not be read last; empty if all could. */
  String lastFault() {
    return lastFault;
  }

  /** When something was heard last; null for never. */
  Instant lastHeard() {
    return lastHeard;
  }

  @Override
  public void notification(String peer, Notification heard) {
    lastHeard = clock.instant();
    counters.increment(PushCounter.TELEGRAMS);
    counters.add(PushCounter.READINGS, heard.readings().size());
    if (heard.readings().isEmpty()) {
      counters.increment(PushCounter.TELEGRAMS_WITHOUT_READINGS);
    }
    String json = JsonTree.write(NotificationTree.of(peer, heard));
    DlmsPush push =
        new DlmsPush(
            name,
            peer,
            HexFormat.of().withUpperCase().formatHex(heard.systemTitle()),
            lastHeard,
            heard.verified(),
            heard.readings().stream().map(PushDelivery::reading).toList(),
            json);
    boolean isSent = send(json);
    boolean isHeard = consumers.deliver(Duration.ZERO, consumer -> consumer.received(push));
    if (!isSent && !isHeard) {
      counters.increment(PushCounter.UNDELIVERED);
      if (undeliveredLog.permits()) {
        LOG.warn("Listener {}: nobody was told what {} has pushed", name, peer);
      }
    }
  }

  /** Whether the head end has it. */
  private boolean send(String json) {
    if (!sending) {
      return false;
    }
    HeadEnd chosen = headEnd;
    SendResult result =
        chosen == null
            ? SendResult.CLOSED
            : chosen.send((json + "\n").getBytes(StandardCharsets.UTF_8));
    counters.increment(PushCounter.of(result));
    if (!result.isAccepted() && refusalLog.permits()) {
      LOG.warn("Listener {}: the head end does not take a telegram: {}", name, result);
    }
    return result.isAccepted();
  }

  private static DlmsReading reading(Reading heard) {
    String object = heard.name() + (heard.attribute() == 0 ? "" : ":" + heard.attribute());
    if (heard.scaled().isPresent()) {
      return DlmsReading.of(object, heard.scaled().get(), heard.scalerUnit().unit().symbol());
    }
    try {
      return DlmsReading.of(object, value(heard), "");
    } catch (DataTypeException e) {
      return DlmsReading.failed(object, e.getMessage());
    }
  }

  /** The clock's time comes as octets. */
  private static Object value(Reading heard) {
    return heard.name().equals(CLOCK)
        ? JavaValues.ofTime(heard.value())
        : JavaValues.of(heard.value());
  }

  @Override
  public void fault(String peer, String reason) {
    // The words first: whoever sees a fault counted finds what it was.
    lastFault = peer + ": " + reason;
    counters.increment(PushCounter.FAULTS);
    if (faultLog.permits()) {
      LOG.warn("Listener {}: {}", name, lastFault);
    }
  }

  private void failed(DlmsPushConsumer consumer, Throwable failure) {
    counters.increment(PushCounter.CONSUMER_ERRORS);
    if (consumerLog.permits()) {
      LOG.error("Listener {}: consumer {} failed", name, consumer.getClass().getName(), failure);
    }
  }
}
