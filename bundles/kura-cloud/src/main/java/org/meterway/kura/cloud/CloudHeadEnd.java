/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.kura.cloudconnection.CloudConnectionManager;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.cloudconnection.subscriber.CloudSubscriber;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Health;
import org.meterway.api.status.RateLimit;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueStatus;
import org.meterway.api.whiteboard.DownlinkDispatch;
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
 * A head end behind one of Kura's cloud connections. Each payload becomes the body of one message
 * to a cloud publisher; the body of each message that a cloud subscriber receives goes down.
 *
 * <p>An accepted payload waits in the store until it is delivered: until the cloud platform has
 * confirmed it, or until publish() has returned, as configured. A publisher that fails, is away or
 * is exchanged loses nothing that waits, and changes no order.
 *
 * <p>The state is {@code CONNECTED} while Kura's cloud connection stands and Kura takes payloads,
 * {@code WAITING} while one of the two is not so, or confirmations stay away. A connection of which
 * Kura tells nothing counts as standing once Kura has taken a payload; until then the state is
 * {@code CONNECTING}.
 */
@Component(
    name = CloudHeadEnd.PID,
    configurationPid = CloudHeadEnd.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {HeadEnd.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = CloudHeadEndConfig.class, factory = true)
public final class CloudHeadEnd implements HeadEnd, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.kura.cloud.CloudHeadEnd";

  /** Queues are named after their instances; that of a TCP head end holds something else. */
  private static final String QUEUE_PREFIX = "cloud:";

  private static final int LOGGED_LENGTH = 200;
  private static final Logger LOG = LoggerFactory.getLogger(CloudHeadEnd.class);

  private final String name;
  private final Environment environment;
  private final Counters<CloudCounter> counters = new Counters<>(CloudCounter.class);
  private final PayloadQueue queue;
  private final DownlinkQueue downlinkQueue;
  private final ChosenService<PublisherLine> publisher = new ChosenService<>();
  private final ChosenService<SubscriberLine> subscriber = new ChosenService<>();
  private final ConnectionManagers connections = new ConnectionManagers();
  private final Confirmations confirmations = new Confirmations(counters);
  private final DownlinkDispatch listeners;
  private final UplinkAgent uplink;
  private final DownlinkAgent downlink;
  private final RateLimit downlinkOverflowLog;
  private final RateLimit withoutBodyLog;

  private volatile CloudSettings settings = CloudSettings.NONE;
  private volatile String refusedConfiguration = "";
  private volatile boolean closed;

  /** A head end that publishes nothing yet. */
  @Activate
  public CloudHeadEnd(
      @Reference(name = "PayloadStore") PayloadStore store, Map<String, Object> properties) {
    this(Validation.instanceName(properties), store, Environment.real());
  }

  CloudHeadEnd(String name, PayloadStore store, Environment environment) {
    this.name = name;
    this.environment = environment;
    downlinkQueue = new DownlinkQueue(settings.downlinkMaxBytes(), counters);
    downlinkOverflowLog = new RateLimit(environment.nanoTime());
    withoutBodyLog = new RateLimit(environment.nanoTime());
    listeners =
        new DownlinkDispatch(name, environment.listenerGrace(), environment.nanoTime(), LOG::warn);
    downlink = new DownlinkAgent(name, downlinkQueue, listeners, this::status);
    queue = store.open(QUEUE_PREFIX + name, settings.queueLimits(), this::wakeup);
    uplink =
        new UplinkAgent(
            name,
            settings,
            environment,
            queue,
            publisher,
            connections,
            confirmations,
            counters,
            downlink::stateChanged);
  }

  /**
   * Takes a configuration, the first one once the services that are there already are bound. An
   * invalid one is logged, and the last good one stays in force. Without a good one the head end is
   * there all the same and keeps payloads.
   *
   * <p>The targets are followed in any case, since the component runtime follows them too.
   */
  @Activate
  @Modified
  void configure(CloudHeadEndConfig config) {
    publisher.choose(Target.of(config.CloudPublisher_target()));
    subscriber.choose(Target.of(config.CloudSubscriber_target()));
    try {
      apply(CloudSettings.of(config));
      refusedConfiguration = "";
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!refusedConfiguration.equals(e.getMessage())) {
        refusedConfiguration = e.getMessage();
        LOG.error("{}: does not take its configuration: {}", name, e.getMessage());
      }
    }
  }

  private void apply(CloudSettings newSettings) {
    // Kura's seed equals NONE, and is a first configuration all the same.
    boolean first = settings == CloudSettings.NONE;
    if (!first && newSettings.equals(settings)) {
      return;
    }
    settings = newSettings;
    queue.limit(newSettings.queueLimits());
    downlinkQueue.limit(newSettings.downlinkMaxBytes());
    uplink.apply(newSettings);
    if (first) {
      uplink.start();
      downlink.start();
    }
  }

  /** Ends; takes at most three seconds, and what the store's disk takes. What waits is kept. */
  @Deactivate
  void stop() {
    closed = true;
    listeners.close();
    subscriber.choose(Target.NONE);
    uplink.close();
    publisher.choose(Target.NONE);
    long lost = queue.close();
    if (lost > 0) {
      counters.add(CloudCounter.DROPPED_AT_CLOSE, lost);
      LOG.warn("{}: closed with {} payloads that were in memory only", name, lost);
    }
    downlink.close();
  }

  // --- Kura's services

  @Reference(
      name = "CloudPublisher",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      updated = "bindPublisher",
      unbind = "unbindPublisher")
  void bindPublisher(CloudPublisher service, Map<String, Object> properties) {
    publisher.bind(new PublisherLine(service, properties, confirmations, this::wakeup), properties);
  }

  void unbindPublisher(CloudPublisher service) {
    publisher.unbind(service);
  }

  @Reference(
      name = "CloudSubscriber",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindSubscriber")
  void bindSubscriber(CloudSubscriber service, Map<String, Object> properties) {
    subscriber.bind(new SubscriberLine(service, this::arrived), properties);
  }

  void unbindSubscriber(CloudSubscriber service) {
    subscriber.unbind(service);
  }

  @Reference(
      name = "CloudConnectionManager",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindConnection")
  void bindConnection(CloudConnectionManager service, Map<String, Object> properties) {
    connections.put(service, properties);
    wakeup();
  }

  void unbindConnection(CloudConnectionManager service) {
    connections.remove(service);
    wakeup();
  }

  @Reference(
      name = "DownlinkListener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "addListener",
      unbind = "removeListener")
  void addListener(DownlinkListener listener, Map<String, Object> properties) {
    listeners.put(listener, properties);
  }

  void removeListener(DownlinkListener listener) {
    listeners.remove(listener);
  }

  // --- Down

  /** What somebody else has written must not look like lines of the log, nor fill it. */
  private static String inOneLine(Object others) {
    String words = String.valueOf(others).replaceAll("\\p{Cntrl}+", " ");
    return words.length() <= LOGGED_LENGTH ? words : words.substring(0, LOGGED_LENGTH) + "…";
  }

  /** On Kura's thread. */
  private void arrived(SubscriberLine from, KuraMessage message) {
    if (from != subscriber.current()) {
      return; // While a subscriber is exchanged, both may bring the same message.
    }
    byte[] body = message.getPayload() == null ? null : message.getPayload().getBody();
    if (body == null || body.length == 0) {
      counters.increment(CloudCounter.RECEIVED_WITHOUT_BODY);
      if (withoutBodyLog.permits()) {
        LOG.warn(
            "{}: a message without a body came down ({}); expected the meter's bytes as the body"
                + " of a Kura payload, or as the whole MQTT message on a raw MQTT connection",
            name,
            inOneLine(message.getProperties()));
      }
      return;
    }
    counters.increment(CloudCounter.RECEIVED_PAYLOADS);
    counters.add(CloudCounter.RECEIVED_BYTES, body.length);
    if (downlinkQueue.offer(body)) {
      downlink.wakeup();
    } else if (downlinkOverflowLog.permits()) {
      LOG.warn("{}: messages come down faster than the meters take them; dropped", name);
    }
  }

  // --- Up

  @Override
  public String name() {
    return name;
  }

  @Override
  public HeadEndStatus status() {
    return status(queue.status());
  }

  private HeadEndStatus status(QueueStatus waiting) {
    UplinkAgent.Shown shown = uplink.shown();
    boolean configured = settings != CloudSettings.NONE;
    return new HeadEndStatus(
        name,
        configured ? shown.state() : HeadEndState.WAITING,
        configured ? shown.reason() : refusedConfiguration,
        shown.since(),
        waiting.payloads(),
        waiting.bytes(),
        waiting.removed());
  }

  @Override
  public SendResult send(byte[] payload) {
    SendResult result = enqueue(payload);
    if (result.isAccepted()) {
      flush();
    }
    return result;
  }

  @Override
  public SendResult enqueue(byte[] payload) {
    if (closed) {
      return SendResult.CLOSED;
    }
    if (payload.length == 0) {
      return SendResult.EMPTY;
    }
    return queue.offer(Envelope.store(payload, environment.epochMillis().getAsLong()));
  }

  @Override
  public void flush() {
    queue.commit();
    uplink.wakeup();
  }

  @Override
  public boolean awaitRoom(Duration atMost) throws InterruptedException {
    return queue.awaitRoom(atMost);
  }

  @Override
  public Status describe() {
    QueueStatus waiting = queue.status();
    HeadEndStatus status = status(waiting);
    CloudSettings current = settings;
    PublisherLine line = publisher.current();
    Map<String, String> facts = new LinkedHashMap<>();
    if (!current.publisherTarget().isEmpty()) {
      facts.put("publisher", current.publisherTarget());
    }
    if (line != null && !line.endpoint().isEmpty()) {
      facts.put("cloud.endpoint", line.endpoint());
    }
    facts.put("cloud.connection", uplink.shown().connection().name());
    facts.put("delivery", current.delivery().name());
    facts.put("unconfirmed", Integer.toString(confirmations.awaited()));
    facts.put("downlink", subscriber.current() == null ? "none" : "subscribed");
    facts.put("downlink.queued.payloads", Integer.toString(downlinkQueue.payloads()));
    facts.put("downlink.buffered.bytes", Long.toString(listeners.bufferedBytes()));
    facts.put("downlink.queued.bytes", Long.toString(downlinkQueue.bytes()));
    facts.put("queued.payloads", Long.toString(status.queuedPayloads()));
    facts.put("queued.bytes", Long.toString(status.queuedBytes()));
    facts.put("queue", waiting.onDisk() ? "on disk" : "in memory");
    facts.put("overflow", current.queueLimits().overflow().name());
    String reason =
        Stream.of(status.reason(), refusedConfiguration, waiting.problem())
            .filter(words -> !words.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    return new Status(
        "headend",
        name,
        status.state().name(),
        health(status, reason),
        reason,
        status.since(),
        counted(waiting),
        facts);
  }

  private Health health(HeadEndStatus status, String reason) {
    if (status.state() == HeadEndState.CLOSED || settings == CloudSettings.NONE) {
      return Health.CRITICAL;
    }
    return reason.isEmpty() ? Health.OK : Health.WARNING;
  }

  private Map<String, Long> counted(QueueStatus waiting) {
    Map<String, Long> counted = counters.snapshot();
    counted.putAll(listeners.counters());
    counted.put("delivered.payloads", waiting.removed());
    counted.put("dropped.oldest", waiting.droppedOldest());
    counted.put("dropped.newest", waiting.droppedNewest());
    counted.put("dropped.expired", waiting.droppedExpired());
    counted.put("refused.too.large", waiting.refusedTooLarge());
    counted.put("damaged", waiting.damaged());
    return counted;
  }

  Counters<CloudCounter> counters() {
    return counters;
  }

  /** Looks at the clock and all states again. */
  void wakeup() {
    // The store may call before there is an agent, which looks by itself when it starts.
    if (uplink != null) {
      uplink.wakeup();
    }
  }
}
