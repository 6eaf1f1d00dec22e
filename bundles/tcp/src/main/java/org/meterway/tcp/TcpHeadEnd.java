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
import org.meterway.api.network.NetworkListener;
import org.meterway.api.network.NetworkStatus;
import org.meterway.api.network.NetworkWatch;
import org.meterway.api.parameter.MeterParameters;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Health;
import org.meterway.api.status.RateLimit;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.PayloadStore;
import org.meterway.api.store.QueueStatus;
import org.meterway.api.tls.TlsIdentity;
import org.meterway.api.whiteboard.DownlinkDispatch;
import org.meterway.tcp.confirm.UpstreamFrames;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
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
 * <p>An accepted payload is in a queue of the store until it is delivered. What that means is
 * configured: {@link DeliveryMode}.
 */
@Component(
    name = TcpHeadEnd.PID,
    configurationPid = TcpHeadEnd.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {
      HeadEnd.class,
      StatusSource.class,
      Restartable.class,
      NetworkListener.class,
      ConfigurableComponent.class
    },
    immediate = true)
@Designate(ocd = TcpHeadEndConfig.class, factory = true)
public final class TcpHeadEnd
    implements HeadEnd, StatusSource, Restartable, NetworkListener, ConfigurableComponent {
  static final String PID = "org.meterway.tcp.TcpHeadEnd";

  private static final Logger LOG = LoggerFactory.getLogger(TcpHeadEnd.class);

  private final String name;
  private final Counters<HeadEndCounter> counters = new Counters<>(HeadEndCounter.class);
  private final PayloadQueue queue;
  private final Transmitter transmitter;
  private final DownlinkDispatch listeners;
  private final HeadEndRequests requests;
  private final NetworkGate network;
  private final ConnectionAgent agent;
  private final RateLimit overflowLog;

  private Runnable noMoreEvents = () -> {};
  private TcpHeadEndConfig latest;
  private PasswordDecoder passwords;
  private volatile HeadEndSettings settings = HeadEndSettings.NONE;
  private volatile String refusedConfiguration = "";
  private volatile long reportedDrops;
  private volatile boolean closed;

  /** A head end without a connection, with what an earlier one of its name has left. */
  @Activate
  public TcpHeadEnd(
      BundleContext context,
      Map<String, Object> properties,
      @Reference(name = "PayloadStore") PayloadStore store) {
    this(Validation.instanceName(properties), store, Environment.real());
    SynchronousBundleListener listener = this::bundleChanged;
    context.addBundleListener(listener);
    noMoreEvents = () -> context.removeBundleListener(listener);
  }

  TcpHeadEnd(String name, PayloadStore store, Environment environment) {
    this.name = name;
    QueueWaker waker = new QueueWaker();
    queue = store.open(name, settings.queueLimits(), waker);
    transmitter = new Transmitter(queue, counters, environment.nanoTime());
    waker.wakes(transmitter);
    overflowLog = new RateLimit(environment.nanoTime());
    listeners =
        new DownlinkDispatch(name, environment.listenerGrace(), environment.nanoTime(), LOG::warn);
    requests =
        new HeadEndRequests(
            name, () -> settings.delivery().settableParameters(), transmitter, counters);
    network = new NetworkGate(environment.nanoTime());
    agent =
        new ConnectionAgent(
            name,
            settings,
            environment,
            queue,
            transmitter,
            listeners,
            requests,
            network,
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

  /** Without it no meter is asked for a parameter. */
  @Reference(
      name = "MeterParameters",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setMeterParameters(MeterParameters parameters) {
    requests.use(parameters);
  }

  void unsetMeterParameters(MeterParameters parameters) {
    requests.unuse(parameters);
  }

  /** Only where it is to be waited for. */
  @Reference(
      name = "NetworkWatch",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setNetworkWatch(NetworkWatch watch) {
    network.bind(watch);
    agent.wakeup();
  }

  void unsetNetworkWatch(NetworkWatch watch) {
    network.unbind(watch);
  }

  /** A network that is back ends a pause that grew while it was away. */
  @Override
  public void changed(NetworkStatus status) {
    if (network.changed(status)) {
      agent.hurry();
    }
  }

  @Override
  public void restart(String why) {
    LOG.info("{}: connects anew: {}", name, why);
    agent.reconnect();
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

  /**
   * Ends the connection; takes at most three seconds, and what the store's disk needs. What is not
   * delivered stays in the queue of this name.
   */
  @Deactivate
  void stop() {
    noMoreEvents.run();
    closed = true;
    listeners.close();
    queue.commit();
    agent.close();
    long lost = queue.close();
    if (lost > 0) {
      counters.add(HeadEndCounter.DROPPED_AT_CLOSE, lost);
      LOG.warn("{}: closed with {} payloads that were not on disk and are lost", name, lost);
    }
  }

  /** When the framework stops, links go before head ends do: what is read then would be lost. */
  private void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
      stopReading();
    }
  }

  /** Takes nothing more from the head end, and lets listeners take what was read. */
  void stopReading() {
    agent.stopReading();
  }

  @Reference(
      service = DownlinkListener.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "updateListener",
      unbind = "removeListener")
  void addListener(DownlinkListener listener, Map<String, Object> properties) {
    listeners.put(listener, properties);
  }

  void updateListener(DownlinkListener listener, Map<String, Object> properties) {
    listeners.put(listener, properties);
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
    return status(queue.status());
  }

  /** What waits in the resend window is transmitted already, and moves by itself. */
  private HeadEndStatus status(QueueStatus queued) {
    ConnectionAgent.Shown shown = agent.shown();
    boolean configured = settings != HeadEndSettings.NONE;
    return new HeadEndStatus(
        name,
        configured ? shown.state() : HeadEndState.WAITING,
        configured ? shown.reason() : refusedConfiguration,
        shown.since(),
        Math.max(0, queued.payloads() - transmitter.transmittedInQueue()),
        Math.max(0, queued.bytes() - transmitter.transmittedBytesInQueue()),
        transmitter.transmitted());
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
    if (payload.length > UpstreamFrames.LONGEST_PAYLOAD) {
      counters.increment(HeadEndCounter.REFUSED_TOO_LARGE);
      return SendResult.TOO_LARGE;
    }
    SendResult result = queue.offer(payload);
    if (!result.isAccepted()) {
      reportDrops();
    }
    return result;
  }

  @Override
  public void flush() {
    if (queue.isCommitDue()) {
      queue.commit();
    }
    transmitter.drain();
    reportDrops();
  }

  @Override
  public boolean awaitRoom(Duration atMost) throws InterruptedException {
    return queue.awaitRoom(atMost);
  }

  private void reportDrops() {
    long dropped = queue.status().dropped();
    if (dropped != reportedDrops && overflowLog.permits()) {
      reportedDrops = dropped;
      LOG.warn("{}: payloads dropped or refused by the queue so far: {}", name, dropped);
    }
  }

  @Override
  public Status describe() {
    QueueStatus queued = queue.status();
    HeadEndStatus status = status(queued);
    HeadEndSettings current = settings;
    Map<String, String> facts = new LinkedHashMap<>();
    if (current != HeadEndSettings.NONE) {
      facts.put("address", current.address());
      facts.put("delivery", current.delivery().inWords());
      if (current.waitForNetwork() && network.isClosed()) {
        facts.put("waits.for", "network");
      }
    }
    facts.put("queued.payloads", Long.toString(status.queuedPayloads()));
    facts.put("queued.bytes", Long.toString(status.queuedBytes()));
    facts.put("sent.and.kept.payloads", Integer.toString(transmitter.underWay()));
    facts.put("queue", queued.onDisk() ? "on disk" : "in memory");
    facts.put("downlink.buffered.bytes", Long.toString(listeners.bufferedBytes()));
    facts.put("overflow", current.queueLimits().overflow().name());
    TlsReport tls = agent.tls();
    facts.putAll(tls.facts());
    String reason =
        Stream.of(
                status.reason(), refusedConfiguration, queued.problem(), tls.warning(Instant.now()))
            .filter(words -> !words.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    boolean well = status.state() == HeadEndState.CONNECTED && reason.isEmpty();
    return new Status(
        "headend",
        name,
        status.state().name(),
        well ? Health.OK : Health.WARNING,
        reason,
        status.since(),
        counts(queued),
        facts);
  }

  private Map<String, Long> counts(QueueStatus queued) {
    Map<String, Long> counts = new LinkedHashMap<>(counters.snapshot());
    counts.putAll(listeners.counters());
    counts.put("delivered.payloads", queued.removed());
    counts.put("dropped.oldest", queued.droppedOldest());
    counts.put("dropped.newest", queued.droppedNewest());
    counts.put("dropped.expired", queued.droppedExpired());
    counts.merge("refused.too.large", queued.refusedTooLarge(), Long::sum);
    counts.put("damaged", queued.damaged());
    return counts;
  }

  Counters<HeadEndCounter> counters() {
    return counters;
  }

  /** Looks at the clock again; for tests, whose clocks jump. */
  void wakeup() {
    agent.wakeup();
  }
}
