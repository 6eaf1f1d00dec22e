/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.link.MeterLink;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.wireadmin.Consumer;
import org.osgi.service.wireadmin.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the records that it receives to meters or head ends, in the thread of whoever emits them
 * and without waiting. A record that cannot be sent does not keep the others of its envelope back.
 */
@Component(
    name = MeterReceiver.PID,
    configurationPid = MeterReceiver.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {
      WireComponent.class,
      WireReceiver.class,
      Consumer.class,
      StatusSource.class,
      ConfigurableComponent.class
    },
    property = {
      "kura.ui.service.hide:Boolean=true",
      "input.cardinality.minimum:Integer=1",
      "input.cardinality.maximum:Integer=1",
      "input.cardinality.default:Integer=1",
      "output.cardinality.minimum:Integer=0",
      "output.cardinality.maximum:Integer=0",
      "output.cardinality.default:Integer=0"
    },
    immediate = true)
@Designate(ocd = MeterReceiverConfig.class, factory = true)
public final class MeterReceiver implements WireReceiver, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.kura.wires.MeterReceiver";

  private static final Logger LOG = LoggerFactory.getLogger(MeterReceiver.class);

  private final String name;
  private final Instant since = Instant.now();
  private final Counters<ReceiverCounter> counters = new Counters<>(ReceiverCounter.class);
  private final LinkDirectory links = new LinkDirectory();
  private final RecordSender sender;
  private final WireSupport wires;
  private volatile ReceiverOptions options;
  private volatile int connected;

  /** Why the latest configuration is not in force; empty if it is. */
  private volatile String problem = "";

  /** A receiver that sends nothing yet. */
  @Activate
  public MeterReceiver(
      ComponentContext context,
      Map<String, Object> properties,
      @Reference(name = "WireHelperService") WireHelperService wireHelper) {
    name = Validation.instanceName(properties);
    sender = new RecordSender(name, links, counters, System::nanoTime);
    wires = Wiring.support(this, context, wireHelper);
  }

  /**
   * Takes a configuration. An invalid one is logged, and the last good one stays in force; without
   * a good one the receiver is there all the same, and counts what it does not send.
   */
  @Activate
  @Modified
  public void configure(MeterReceiverConfig config) {
    try {
      options = ReceiverOptions.of(config);
      problem = "";
    } catch (InvalidConfigurationException invalid) {
      // Kura hands the same configuration over twice.
      if (!problem.equals(invalid.getMessage())) {
        problem = invalid.getMessage();
        LOG.error("Receiver {} does not take its configuration: {}", name, problem);
      }
    }
  }

  @Reference(
      name = "MeterLink",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addLink(MeterLink link) {
    links.add(link);
  }

  void removeLink(MeterLink link) {
    links.remove(link);
  }

  @Override
  public void onWireReceive(WireEnvelope envelope) {
    ReceiverOptions inForce = options;
    for (WireRecord record : envelope.getRecords()) {
      counters.increment(ReceiverCounter.RECORDS);
      if (inForce == null) {
        sender.unconfigured(problem);
      } else {
        sender.send(record, inForce);
      }
    }
  }

  @Override
  public void producersConnected(Wire[] producers) {
    connected = producers == null ? 0 : producers.length;
    wires.producersConnected(producers);
  }

  @Override
  public void updated(Wire wire, Object value) {
    wires.updated(wire, value);
  }

  @Override
  public Status describe() {
    ReceiverOptions inForce = options;
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("wires", Integer.toString(connected));
    facts.put("links", links.names());
    if (inForce != null) {
      facts.put("destination", inForce.destination().name());
      facts.put("default.link", inForce.link().isEmpty() ? "none" : inForce.link());
    }
    return new Status("wire", name, state(), reason(), since, counters.snapshot(), facts);
  }

  private String state() {
    if (!problem.isEmpty()) {
      return "MISCONFIGURED";
    }
    return connected == 0 ? "UNWIRED" : "ACTIVE";
  }

  private String reason() {
    return problem.isEmpty() && connected == 0 ? "no wire comes from another component" : problem;
  }
}
