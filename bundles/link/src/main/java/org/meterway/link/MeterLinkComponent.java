/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Instant;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.MeterLink;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One meter's flow. Exists while its port, its head end, the codec and the registry exist; ties
 * them together by listening to the port and to the head end.
 */
@Component(
    name = MeterLinkComponent.PID,
    configurationPid = MeterLinkComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {MeterLink.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = MeterLinkConfig.class, factory = true)
public final class MeterLinkComponent implements MeterLink, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.link.MeterLink";

  private static final Logger LOG = LoggerFactory.getLogger(MeterLinkComponent.class);

  private final String name;
  private final MeterPort port;
  private final HeadEnd headEnd;
  private final OutgoingForm outgoing;
  private final MessageLane lane;
  private final MeterSide meterSide;
  private final Uplink uplink;
  private final Downlink downlink;
  private final Counters<LinkCounter> counters = new Counters<>(LinkCounter.class);
  private final ServiceRegistration<DownlinkListener> downlinkRegistration;
  private final ServiceRegistration<PortListener> uplinkRegistration;
  private final Instant since = Instant.now();
  private LinkOptions options;
  private volatile String configurationProblem = "";

  /** Ties the parts together; bytes flow when this returns. */
  @Activate
  public MeterLinkComponent(
      BundleContext context,
      Map<String, Object> properties,
      MeterLinkConfig config,
      @Reference(name = "MeterPort") MeterPort port,
      @Reference(name = "HeadEnd") HeadEnd headEnd,
      @Reference(name = "HandlerRegistry") HandlerRegistry registry,
      @Reference(name = "FrameCodec") FrameCodec frames,
      @Reference(name = "MessageCodec") MessageCodec messages,
      @Reference(name = "Timer") LinkTimer timer) {
    options = LinkOptions.of(config);
    name = Validation.instanceName(properties);
    this.port = port;
    this.headEnd = headEnd;
    outgoing = new OutgoingForm(frames, options);
    meterSide = new MeterSide(port, messages, outgoing, counters);
    HeadEndSide headEndSide = new HeadEndSide(headEnd, counters);
    lane = registry.open(new LinkContext(name, meterSide, headEndSide));
    uplink =
        new Uplink(name, options, frames, messages, outgoing, lane, headEndSide, timer, counters);
    downlink = new Downlink(name, port, outgoing, counters);
    downlinkRegistration =
        context.registerService(
            DownlinkListener.class, downlink, naming(DownlinkListener.HEAD_END, headEnd.name()));
    uplinkRegistration =
        context.registerService(PortListener.class, uplink, naming(PortListener.PORT, port.name()));
  }

  /** Takes over a changed configuration; an invalid one leaves the last good one in force. */
  @Modified
  public void modified(MeterLinkConfig config) {
    LinkOptions changed;
    try {
      changed = LinkOptions.of(config);
    } catch (InvalidConfigurationException invalid) {
      configurationProblem = invalid.getMessage();
      LOG.error("Link {} keeps its last good configuration: {}", name, configurationProblem);
      return;
    }
    configurationProblem = "";
    if (changed.equals(options)) {
      return;
    }
    boolean formatChanged = !changed.format().equals(options.format());
    options = changed;
    outgoing.configure(changed);
    uplink.reconfigure(changed, formatChanged);
  }

  /** Stops listening, then lets the lane end what it has. */
  @Deactivate
  public void close() {
    downlink.close();
    uplinkRegistration.unregister();
    downlinkRegistration.unregister();
    uplink.close();
    lane.close();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SendResult send(Message message) {
    return meterSide.send(message);
  }

  @Override
  public Status describe() {
    PortStatus portStatus = port.status();
    HeadEndStatus headEndStatus = headEnd.status();
    Map<String, Long> counted = new LinkedHashMap<>(counters.snapshot());
    uplink.faults().forEach((cause, count) -> counted.put("faults." + cause, count));
    counted.put("waiting.messages", (long) lane.depth());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("port", port.name());
    facts.put("head.end", headEnd.name());
    if (uplink.lastFrameMillis() > 0) {
      facts.put("last.frame", Instant.ofEpochMilli(uplink.lastFrameMillis()).toString());
    }
    boolean up =
        portStatus.state() == PortState.OPEN && headEndStatus.state() == HeadEndState.CONNECTED;
    return new Status(
        "link",
        name,
        up ? "UP" : "INTERRUPTED",
        reason(portStatus, headEndStatus),
        since,
        counted,
        facts);
  }

  private String reason(PortStatus portStatus, HeadEndStatus headEndStatus) {
    StringBuilder reason = new StringBuilder(configurationProblem);
    if (portStatus.state() != PortState.OPEN) {
      append(reason, "port " + portStatus.port() + ": " + portStatus.reason());
    }
    if (headEndStatus.state() != HeadEndState.CONNECTED) {
      append(reason, "head end " + headEndStatus.headEnd() + ": " + headEndStatus.reason());
    }
    return reason.toString();
  }

  private static void append(StringBuilder reason, String more) {
    reason.append(reason.isEmpty() ? "" : "; ").append(more);
  }

  private static Dictionary<String, Object> naming(String key, String name) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(key, name);
    return properties;
  }
}
