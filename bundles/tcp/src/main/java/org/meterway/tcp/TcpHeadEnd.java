/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.tls.TlsIdentity;
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

/**
 * A head end at the other end of a TCP connection. Payloads go out as they are, one behind the
 * other; bytes come in as TCP delivers them.
 *
 * <p>An accepted payload waits in memory until the socket takes it. What the socket had taken when
 * a connection broke may be lost with it, since TCP does not tell what arrived.
 */
@Component(
    name = TcpHeadEnd.PID,
    configurationPid = TcpHeadEnd.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {HeadEnd.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = TcpHeadEndConfig.class, factory = true)
public final class TcpHeadEnd implements HeadEnd, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.tcp.TcpHeadEnd";

  private static final Logger LOG = LoggerFactory.getLogger(TcpHeadEnd.class);

  private final String name;
  private final Counters<HeadEndCounter> counters = new Counters<>(HeadEndCounter.class);
  private final UplinkQueue queue;
  private final Transmitter transmitter;
  private final DownlinkListeners listeners;
  private final ConnectionAgent agent;
  private final RateLimit overflowLog;

  private TcpHeadEndConfig latest;
  private PasswordDecoder passwords;
  private volatile HeadEndSettings settings = HeadEndSettings.NONE;
  private volatile String refusedConfiguration = "";
  private volatile long reportedDrops;

  /** A head end without a connection. */
  @Activate
  public TcpHeadEnd(Map<String, Object> properties) {
    this(Validation.instanceName(properties), Environment.real());
  }

  TcpHeadEnd(String name, Environment environment) {
    this.name = name;
    queue = new UplinkQueue(settings.queueLimits(), counters);
    transmitter = new Transmitter(queue, counters, settings.heartbeat(), environment.nanoTime());
    overflowLog = new RateLimit(environment.nanoTime());
    listeners =
        new DownlinkListeners(name, environment.listenerGrace(), counters, environment.nanoTime());
    agent =
        new ConnectionAgent(
            name,
            settings,
            environment,
            queue,
            transmitter,
            listeners,
            counters,
            () -> listeners.stateChanged(status()));
  }

  /**
   * Takes a configuration, the first one once the listeners that are there already are bound. An
   * invalid one is logged, and the last good one stays in force. Without a good one the head end is
   * there all the same and keeps payloads: the component runtime never tries a link again whose
   * head end could not be made.
   */
  @Activate
  @Modified
  synchronized void configure(TcpHeadEndConfig config) {
    latest = config;
    try {
      apply(HeadEndSettings.of(config, passwords));
      refusedConfiguration = "";
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!refusedConfiguration.equals(e.getMessage())) {
        refusedConfiguration = e.getMessage();
        log(config, e.getMessage());
      }
    }
  }

  /** One that was just made with Kura's "+" has no host yet: that is no mistake. */
  private void log(TcpHeadEndConfig config, String problem) {
    boolean justMade =
        settings == HeadEndSettings.NONE && (config.host() == null || config.host().isBlank());
    if (justMade) {
      LOG.info("{}: waits for its host: {}", name, problem);
    } else {
      LOG.error("{}: does not take its configuration: {}", name, problem);
    }
  }

  /**
   * Passwords are read anew: where the platform encrypts them, they were not readable before.
   * Without a decoder the settings stay as they are, since what it decoded is still right.
   */
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

  /** The platform's keystore; in use only where its target is configured. */
  @Reference(
      name = "TlsIdentity",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      updated = "updateTlsIdentity")
  void setTlsIdentity(TlsIdentity identity) {
    agent.identify(identity);
  }

  void updateTlsIdentity(TlsIdentity identity) {
    agent.identify(identity);
  }

  void unsetTlsIdentity(TlsIdentity identity) {
    agent.identifyNoMore(identity);
  }

  void apply(HeadEndSettings newSettings) {
    HeadEndSettings previous = settings;
    if (newSettings.equals(previous)) {
      return;
    }
    settings = newSettings;
    queue.limit(newSettings.queueLimits());
    transmitter.heartbeat(newSettings.heartbeat());
    agent.apply(newSettings);
    if (previous == HeadEndSettings.NONE) {
      agent.start();
    }
  }

  /** Ends the connection; takes at most three seconds. */
  @Deactivate
  void stop() {
    listeners.close();
    agent.close();
  }

  @Reference(
      service = DownlinkListener.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "updateListener",
      unbind = "removeListener")
  void addListener(DownlinkListener listener, Map<String, Object> properties) {
    listeners.put(listener, properties.get(DownlinkListener.HEAD_END));
  }

  void updateListener(DownlinkListener listener, Map<String, Object> properties) {
    listeners.put(listener, properties.get(DownlinkListener.HEAD_END));
  }

  void removeListener(DownlinkListener listener) {
    listeners.remove(listener);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public HeadEndStatus status() {
    ConnectionAgent.Shown shown = agent.shown();
    boolean configured = settings != HeadEndSettings.NONE;
    return new HeadEndStatus(
        name,
        configured ? shown.state() : HeadEndState.WAITING,
        configured ? shown.reason() : refusedConfiguration,
        shown.since(),
        queue.payloads(),
        queue.bytes(),
        counters.get(HeadEndCounter.SENT_PAYLOADS));
  }

  @Override
  public SendResult send(byte[] payload) {
    SendResult result = accept(payload);
    if (result.isAccepted()) {
      transmitter.drain();
    }
    return result;
  }

  @Override
  public SendResult enqueue(byte[] payload) {
    SendResult result = accept(payload);
    // More would not fit into one call of the system, so that waiting for it brings nothing.
    if (result.isAccepted() && queue.hasBytes(Transmitter.BATCH_BYTES)) {
      transmitter.drain();
    }
    return result;
  }

  @Override
  public void flush() {
    transmitter.drain();
  }

  @Override
  public boolean awaitRoom(Duration atMost) {
    return true;
  }

  private SendResult accept(byte[] payload) {
    SendResult result = queue.offer(payload);
    long dropped = queue.dropped();
    if (dropped != reportedDrops && overflowLog.permits()) {
      reportedDrops = dropped;
      LOG.warn("{}: the queue is full; payloads dropped or refused so far: {}", name, dropped);
    }
    return result;
  }

  @Override
  public Status describe() {
    HeadEndStatus status = status();
    HeadEndSettings current = settings;
    String refused = refusedConfiguration;
    Map<String, String> facts = new LinkedHashMap<>();
    if (current != HeadEndSettings.NONE) {
      facts.put("address", current.address());
    }
    facts.put("queued.payloads", Long.toString(status.queuedPayloads()));
    facts.put("queued.bytes", Long.toString(status.queuedBytes()));
    facts.put("overflow", current.queueLimits().overflow().name());
    TlsReport tls = agent.tls();
    facts.putAll(tls.facts());
    String reason =
        Stream.of(status.reason(), refused, tls.warning(Instant.now()))
            .filter(words -> !words.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    return new Status(
        "headend", name, status.state().name(), reason, status.since(), counters.snapshot(), facts);
  }

  Counters<HeadEndCounter> counters() {
    return counters;
  }

  /** Looks at the clock again; for tests, whose clocks jump. */
  void wakeup() {
    agent.wakeup();
  }
}
