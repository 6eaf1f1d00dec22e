/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LineListener;
import org.meterway.api.link.LinkProgress;
import org.meterway.api.link.MessageListener;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Restartable;
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

/**
 * One meter's flow. Ties a port to a head end by listening to both, while both are there.
 *
 * <p>The link itself is always there once it is configured: Kura shows and changes only components
 * that are active, and a link whose port or head end is missing is the one that wants to be looked
 * at. When one of them comes or goes, the component runtime makes the link anew.
 */
@Component(
    name = MeterLinkComponent.PID,
    configurationPid = MeterLinkComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {MeterLink.class, StatusSource.class, Restartable.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = MeterLinkConfig.class, factory = true)
public final class MeterLinkComponent
    implements MeterLink, StatusSource, Restartable, ConfigurableComponent {
  static final String PID = "org.meterway.link.MeterLink";

  /** While a gateway starts or a bundle is updated, an end of the link may be away for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(MeterLinkComponent.class);

  private final String name;
  private final Flow.Services services;
  private final Counters<LinkCounter> counters = new Counters<>(LinkCounter.class);
  private final Taps<MessageListener> taps;
  private final Taps<LineListener> line;
  private final Instant created = Instant.now();
  private volatile Flow flow;
  private volatile String configurationProblem = "";
  private volatile String missing = "";
  private boolean warningIsDue;
  private volatile boolean closed;

  // Set before configure() is called, and never changed: the references are static. They are no
  // parameters of the constructor, since SCR 2.1.16, which is Kura 5's, makes no component whose
  // optional parameter is absent (FELIX-6353).
  private MeterPort port;
  private HeadEnd headEnd;

  /** A link that does not flow yet. */
  @Activate
  public MeterLinkComponent(
      BundleContext context,
      Map<String, Object> properties,
      @Reference(name = "HandlerRegistry") HandlerRegistry registry,
      @Reference(name = "FrameCodec") FrameCodec frames,
      @Reference(name = "MessageCodec") MessageCodec messages,
      @Reference(name = "Timer") LinkTimer timer) {
    name = Validation.instanceName(properties);
    services = new Flow.Services(context, registry, frames, messages, timer);
    taps = new Taps<>(name, MessageListener.ANY, counters);
    line = new Taps<>(name, LineListener.ANY, counters);
  }

  @Reference(
      name = "MeterPort",
      cardinality = ReferenceCardinality.OPTIONAL,
      policyOption = ReferencePolicyOption.GREEDY)
  void setPort(MeterPort port) {
    this.port = port;
  }

  @Reference(
      name = "HeadEnd",
      cardinality = ReferenceCardinality.OPTIONAL,
      policyOption = ReferencePolicyOption.GREEDY)
  void setHeadEnd(HeadEnd headEnd) {
    this.headEnd = headEnd;
  }

  /**
   * Takes a configuration, the first one once the listeners that are there already are bound; bytes
   * flow when this returns. An invalid one leaves the last good one in force; without a good one
   * the link stays idle and says why.
   */
  @Activate
  @Modified
  public void configure(MeterLinkConfig config) {
    LinkOptions options;
    try {
      options = LinkOptions.of(config);
    } catch (InvalidConfigurationException invalid) {
      // Kura hands the same configuration over twice.
      if (!configurationProblem.equals(invalid.getMessage())) {
        configurationProblem = invalid.getMessage();
        LOG.error("Link {} does not take its configuration: {}", name, configurationProblem);
      }
      return;
    }
    configurationProblem = "";
    missing = missing(options);
    if (flow != null) {
      flow.reconfigure(options);
    } else if (!missing.isEmpty()) {
      warnOfMissingLater();
    } else {
      flow = new Flow(name, options, port, headEnd, services, taps, line, counters);
    }
  }

  /** Stops listening, then lets the lane end what it has. */
  @Deactivate
  public void close() {
    closed = true;
    if (flow != null) {
      flow.close();
    }
  }

  @Reference(
      name = "MessageListener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "addListener")
  void addListener(MessageListener listener, Map<String, ?> serviceProperties) {
    taps.put(listener, serviceProperties.get(MessageListener.LINK));
  }

  void removeListener(MessageListener listener) {
    taps.remove(listener);
  }

  @Reference(
      name = "LineListener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "addLineListener")
  void addLineListener(LineListener listener, Map<String, ?> serviceProperties) {
    line.put(listener, serviceProperties.get(LineListener.LINK));
  }

  void removeLineListener(LineListener listener) {
    line.remove(listener);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SendResult send(Message message) {
    Flow current = flow;
    return current == null ? SendResult.CLOSED : current.toMeter(message);
  }

  @Override
  public SendResult sendToHeadEnd(byte[] payload) {
    Flow current = flow;
    return current == null ? SendResult.CLOSED : current.toHeadEnd(payload);
  }

  /** A link is as good as its port: that opens anew, and what the meter had begun is given up. */
  @Override
  public void restart(String why) {
    if (port instanceof Restartable restartable) {
      restartable.restart(why);
    } else {
      LOG.warn("Link {}: {}, but there is no port that can be opened anew", name, why);
    }
  }

  @Override
  public LinkProgress progress() {
    Flow current = flow;
    return current == null ? LinkProgress.NONE : current.progress();
  }

  @Override
  public Status describe() {
    Flow current = flow;
    Map<String, Long> counted = new LinkedHashMap<>(counters.snapshot());
    Map<String, String> facts = new LinkedHashMap<>();
    if (port != null) {
      facts.put("port", port.name());
    }
    if (headEnd != null) {
      facts.put("head.end", headEnd.name());
    }
    if (current != null) {
      current.faults().forEach((cause, count) -> counted.put("faults." + cause, count));
      counted.put("waiting.messages", current.progress().waitingMessages());
      if (current.lastFrameMillis() > 0) {
        facts.put("last.frame", Instant.ofEpochMilli(current.lastFrameMillis()).toString());
      }
      if (current.heldBackSince() > 0) {
        facts.put("held.back.since", Instant.ofEpochMilli(current.heldBackSince()).toString());
      }
    }
    List<String> interruptions = interruptions();
    String reason =
        Stream.of(List.of(configurationProblem), interruptions, hindrances(current))
            .flatMap(List::stream)
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining("; "));
    boolean up = current != null && interruptions.isEmpty();
    return new Status("link", name, up ? "UP" : "INTERRUPTED", reason, since(up), counted, facts);
  }

  /** A link is up once its last part is, and interrupted from when the first one was. */
  private Instant since(boolean up) {
    Stream<Instant> port =
        Stream.ofNullable(this.port)
            .map(MeterPort::status)
            .filter(status -> up || status.state() != PortState.OPEN)
            .map(PortStatus::since);
    Stream<Instant> headEnd =
        Stream.ofNullable(this.headEnd)
            .map(HeadEnd::status)
            .filter(status -> up || status.state() != HeadEndState.CONNECTED)
            .map(HeadEndStatus::since);
    Stream<Instant> changes = Stream.concat(port, headEnd);
    Optional<Instant> change =
        up ? changes.max(Comparator.naturalOrder()) : changes.min(Comparator.naturalOrder());
    return change.filter(created::isBefore).orElse(created);
  }

  /** Why nothing flows from end to end; empty if it does. */
  private List<String> interruptions() {
    List<String> interruptions = new ArrayList<>();
    if (!missing.isEmpty()) {
      interruptions.add(missing);
    }
    if (port != null && port.status().state() != PortState.OPEN) {
      PortStatus status = port.status();
      interruptions.add("port " + status.port() + ": " + status.reason());
    }
    if (headEnd != null && headEnd.status().state() != HeadEndState.CONNECTED) {
      HeadEndStatus status = headEnd.status();
      interruptions.add("head end " + status.headEnd() + ": " + status.reason());
    }
    return interruptions;
  }

  /** Why something waits although all is connected. */
  private List<String> hindrances(Flow current) {
    return current != null && current.heldBackSince() > 0
        ? List.of("the meter is held back: the queue of head end " + headEnd.name() + " is full")
        : List.of();
  }

  private void warnOfMissingLater() {
    if (!warningIsDue) {
      warningIsDue = true;
      services.timer().schedule(this::warnOfMissing, PATIENCE);
    }
  }

  private void warnOfMissing() {
    if (!closed && configurationProblem.isEmpty() && !missing.isEmpty()) {
      LOG.warn("Link {} carries nothing: {}", name, missing);
    }
  }

  /**
   * Names each end that is not there. Without a target the component runtime has bound just any
   * service, which is not meant.
   */
  private String missing(LinkOptions options) {
    return Stream.of(
            missing("port", "MeterPort.target", options.portTarget(), port),
            missing("head end", "HeadEnd.target", options.headEndTarget(), headEnd))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String missing(String end, String property, String target, Object bound) {
    if (target.isEmpty()) {
      return "no " + end + " is chosen (" + property + ")";
    }
    return bound == null ? "no " + end + " matches " + target : "";
  }
}
