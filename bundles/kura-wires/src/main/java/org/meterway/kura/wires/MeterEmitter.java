/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEmitter;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireSupport;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.wireadmin.Producer;
import org.osgi.service.wireadmin.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits a record for each message that meters send: one record an emission, in the order of each
 * link. Components of the graph often read only the first record of an envelope, so several are
 * never put into one.
 */
@Component(
    name = MeterEmitter.PID,
    configurationPid = MeterEmitter.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {
      WireComponent.class,
      WireEmitter.class,
      Producer.class,
      StatusSource.class,
      ConfigurableComponent.class
    },
    property = {
      "kura.ui.service.hide:Boolean=true",
      "input.cardinality.minimum:Integer=0",
      "input.cardinality.maximum:Integer=0",
      "input.cardinality.default:Integer=0",
      "output.cardinality.minimum:Integer=1",
      "output.cardinality.maximum:Integer=1",
      "output.cardinality.default:Integer=1"
    },
    immediate = true)
@Designate(ocd = MeterEmitterConfig.class, factory = true)
public final class MeterEmitter implements WireEmitter, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.kura.wires.MeterEmitter";

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(MeterEmitter.class);

  private final String name;
  private final Instant since = Instant.now();
  private final Counters<EmitterCounter> counters = new Counters<>(EmitterCounter.class);
  private final EmissionQueue queue = new EmissionQueue();
  private final WireSupport support;
  private final ConsumerWires wires;
  private final MessageEar ear;
  private final EmissionThread thread;
  private volatile EmitterOptions options;

  /** Why the latest configuration is not in force; empty if it is. */
  private volatile String problem = "";

  /** An emitter that hears nothing yet. */
  @Activate
  public MeterEmitter(
      ComponentContext context,
      Map<String, Object> properties,
      @Reference(name = "WireHelperService") WireHelperService wireHelper) {
    name = Validation.instanceName(properties);
    support = Wiring.support(this, context, wireHelper);
    wires = new ConsumerWires(context.getBundleContext(), name, counters);
    ear =
        new MessageEar(
            context.getBundleContext(), name, queue, counters, System::currentTimeMillis);
    thread = new EmissionThread(name, queue, this::emit, counters);
    thread.start();
  }

  /**
   * Takes a configuration. An invalid one is logged, and the last good one stays in force; without
   * a good one the emitter is there all the same, and hears nothing.
   */
  @Activate
  @Modified
  public void configure(MeterEmitterConfig config) {
    try {
      EmitterOptions checked = EmitterOptions.of(config);
      options = checked;
      problem = "";
      queue.setCapacity(checked.queueCapacity());
      ear.listen(checked);
    } catch (InvalidConfigurationException invalid) {
      // Kura hands the same configuration over twice.
      if (!problem.equals(invalid.getMessage())) {
        problem = invalid.getMessage();
        LOG.error("Emitter {} does not take its configuration: {}", name, problem);
      }
    }
  }

  /** Stops listening; waits two seconds at most for components behind that are busy. */
  @Deactivate
  public void close() {
    ear.close();
    thread.close(CLOSE_LIMIT);
    wires.close();
  }

  @Override
  public void consumersConnected(Wire[] consumers) {
    wires.connected(consumers);
    support.consumersConnected(consumers);
  }

  @Override
  public Object polled(Wire wire) {
    return support.polled(wire);
  }

  @Override
  public Status describe() {
    EmitterOptions inForce = options;
    Map<String, Long> counted = new LinkedHashMap<>(counters.snapshot());
    counted.put("waiting.messages", (long) queue.size());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("wires", Integer.toString(wires.size()));
    if (inForce != null) {
      facts.put("links", inForce.links().isEmpty() ? "all" : String.join(" ", inForce.links()));
      facts.put("values.as", inForce.form().name());
    }
    return new Status("wire", name, state(), reason(), since, counted, facts);
  }

  private void emit(HeardMessage message) {
    support.emit(List.of(MessageRecord.of(message, options.form())));
  }

  private String state() {
    if (!problem.isEmpty()) {
      return "MISCONFIGURED";
    }
    return wires.size() == 0 ? "UNWIRED" : "ACTIVE";
  }

  private String reason() {
    return problem.isEmpty() && wires.size() == 0 ? "no wire leads to another component" : problem;
  }
}
