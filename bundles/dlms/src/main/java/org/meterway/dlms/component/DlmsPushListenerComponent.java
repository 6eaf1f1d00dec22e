/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.api.dlms.DlmsPushConsumer;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.link.MeterLink;
import org.meterway.api.port.MeterPort;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what meters push, as it is configured, and tells consumers and a head end. */
@Component(
    name = DlmsPushListenerComponent.PID,
    configurationPid = DlmsPushListenerComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = DlmsPushListenerConfig.class, factory = true)
public final class DlmsPushListenerComponent implements StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.dlms.DlmsPushListener";

  /** Before handlers that are not told to be first, and behind a meter that is being read. */
  private static final int RANKING = 900;

  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(DlmsPushListenerComponent.class);

  private final String name;
  private final Instant created = Instant.now();
  private final Counters<PushCounter> counters = new Counters<>(PushCounter.class);
  private final PushDelivery delivery;
  private final SharedLines lines;
  private final PushAgent agent;
  private DlmsPushListenerConfig latest;
  private PasswordDecoder passwords;
  private volatile PushListenerOptions options;
  private volatile String rejected = "";

  /** A listener that does not listen yet. */
  @Activate
  public DlmsPushListenerComponent(BundleContext context, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    delivery = new PushDelivery(name, counters, Clock.systemUTC());
    lines = new SharedLines(context, PID + " " + name, RANKING, this::lineChanged);
    Optional<ReceivedShelf> shelf =
        DataFolder.of(context::getProperty, context::getDataFile)
            .map(folder -> new ReceivedShelf(folder.resolve(fileName(name))));
    agent = new PushAgent(name, lines, delivery, counters, Clock.systemUTC(), RETRY, shelf);
  }

  /** Names may hold what a file's may not. */
  private static String fileName(String listener) {
    return "received-" + URLEncoder.encode(listener, StandardCharsets.UTF_8).replace("*", "%2A");
  }

  private void lineChanged() {
    agent.lineChanged();
  }

  /**
   * Takes a configuration, the first one once the consumers that are there already are bound. An
   * invalid one is logged, and the last good one stays in force.
   */
  @Activate
  @Modified
  synchronized void configure(DlmsPushListenerConfig config) {
    latest = config;
    try {
      PushListenerOptions valid = PushListenerOptions.of(config, passwords);
      rejected = "";
      options = valid;
      delivery.send(valid.isSending());
      lines.choose(valid.choice());
      agent.apply(valid);
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!rejected.equals(e.getMessage())) {
        rejected = e.getMessage();
        LOG.error("Listener {} does not take its configuration. {}", name, rejected);
      }
    }
  }

  /** Closes the listener; takes a few seconds at most. */
  @Deactivate
  void deactivate() throws InterruptedException {
    agent.close();
    lines.close();
  }

  /** Keys are read anew: where the platform encrypts them, they were not readable before. */
  @Reference(
      name = "PasswordDecoder",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void setPasswordDecoder(PasswordDecoder decoder) {
    passwords = decoder;
    if (latest != null) {
      configure(latest);
    }
  }

  synchronized void unsetPasswordDecoder(PasswordDecoder decoder) {
    if (passwords == decoder) {
      passwords = null;
    }
  }

  /** In use only where its target is configured. */
  @Reference(
      name = "MeterPort",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setPort(MeterPort port) {
    lines.bind(port);
  }

  void unsetPort(MeterPort port) {
    lines.unbind(port);
  }

  /** In use only where its target is configured. */
  @Reference(
      name = "MeterLink",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setLink(MeterLink link) {
    lines.bind(link);
  }

  void unsetLink(MeterLink link) {
    lines.unbind(link);
  }

  /** In use only where its target is configured. */
  @Reference(
      name = "HeadEnd",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setHeadEnd(HeadEnd headEnd) {
    delivery.bind(headEnd);
  }

  void unsetHeadEnd(HeadEnd headEnd) {
    delivery.unbind(headEnd);
  }

  @Reference(
      name = "DlmsPushConsumer",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "addConsumer")
  void addConsumer(DlmsPushConsumer consumer, Map<String, ?> serviceProperties) {
    delivery.set(consumer, serviceProperties);
  }

  void removeConsumer(DlmsPushConsumer consumer) {
    delivery.remove(consumer);
  }

  @Override
  public Status describe() {
    PushListenerOptions current = options;
    PushAgent.Shown shown = agent.shown();
    KeyBook book = agent.book();
    Map<String, String> facts = new LinkedHashMap<>();
    if (current != null) {
      facts.put("source", current.source().name());
      facts.put("address", shown.address());
    }
    if (book != null) {
      facts.put("meters.with.keys", Integer.toString(book.size()));
    }
    facts.put("consumers", Integer.toString(delivery.consumers()));
    if (delivery.headEnd() != null) {
      facts.put("head.end", delivery.headEnd().name());
    }
    if (delivery.lastHeard() != null) {
      facts.put("last.telegram", delivery.lastHeard().toString());
    }
    if (!delivery.lastFault().isEmpty()) {
      facts.put("last.fault", delivery.lastFault());
    }
    Map<String, Long> counted = new LinkedHashMap<>(counters.snapshot());
    counted.put("bytes.unheard", lines.unheard());
    String reason = reason(current, shown, book);
    return new Status(
        "dlms-push",
        name,
        current == null ? "UNCONFIGURED" : shown.state().name(),
        reason.isEmpty() ? Health.OK : Health.WARNING,
        reason,
        current == null ? created : shown.since(),
        counted,
        facts);
  }

  private String reason(PushListenerOptions current, PushAgent.Shown shown, KeyBook book) {
    boolean isMissing = current != null && current.isSending() && delivery.headEnd() == null;
    return Stream.of(
            shown.reason(),
            rejected,
            book == null || book.problem().isEmpty() ? "" : "the file of keys " + book.problem(),
            isMissing ? "no head end matches HeadEnd.target" : "")
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
