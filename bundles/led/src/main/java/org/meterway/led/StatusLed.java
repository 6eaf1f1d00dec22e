/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of the gateway on one LED. */
@Component(
    name = StatusLed.PID,
    configurationPid = StatusLed.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = StatusLedConfig.class, factory = true)
public final class StatusLed implements StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.led.StatusLed";

  private static final Logger LOG = LoggerFactory.getLogger(StatusLed.class);

  private final String name;
  private final BundleContext context;
  private final Sources sources;
  private final Instant since = Instant.now();
  private final Counters<LedCounter> counters = new Counters<>(LedCounter.class);
  private volatile String rejected = "";
  private volatile Running running;

  /** What there is while an LED is switched. */
  private record Running(StatusLedOptions options, Blinker blinker, BlinkThread thread) {}

  /** Switches nothing yet. */
  @Activate
  public StatusLed(BundleContext context, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    this.context = context;
    sources = new Sources(context);
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  public void configure(StatusLedConfig config) {
    try {
      StatusLedOptions options = StatusLedOptions.of(config);
      rejected = "";
      Running current = running;
      if (current == null || !current.options().equals(options)) {
        deactivate();
        running = begin(options);
      }
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!rejected.equals(e.getMessage())) {
        rejected = e.getMessage();
        log(config);
      }
    }
  }

  /** One that was just made with Kura's "+" has no LED yet: that is no mistake. */
  private void log(StatusLedConfig config) {
    if (running == null && (config.led() == null || config.led().isBlank())) {
      LOG.info("LED {} waits for its name. {}", name, rejected);
    } else {
      LOG.error("LED {} does not take its configuration. {}", name, rejected);
    }
  }

  private Running begin(StatusLedOptions options) {
    LedOutput output =
        options.output() == Output.LED
            ? new SysfsLed(options.directory().resolve(options.name()))
            : new GpioOutput(context, options.name());
    Blinker blinker =
        new Blinker(
            name,
            output,
            options.inverted(),
            options.refresh(),
            () -> Verdict.of(options.watched().of(sources.all())),
            () -> System.nanoTime() / 1_000_000,
            counters);
    return new Running(options, blinker, new BlinkThread(name, blinker));
  }

  @Deactivate
  void deactivate() {
    Running current = running;
    running = null;
    if (current != null) {
      current.thread().close();
    }
  }

  @Override
  public Status describe() {
    Running current = running;
    Map<String, String> facts = new LinkedHashMap<>();
    if (current == null) {
      return new Status(
          Verdict.LED, name, "UNCONFIGURED", rejected, since, counters.snapshot(), facts);
    }
    Verdict verdict = current.blinker().verdict();
    String problem = current.blinker().problem();
    facts.put("led", current.options().name());
    facts.put(
        "shows",
        verdict.shown().inWords()
            + (verdict.because().isEmpty() ? "" : " (" + verdict.because() + ")"));
    facts.put("blinks", Integer.toString(verdict.shown().blinks()));
    return new Status(
        Verdict.LED,
        name,
        problem.isEmpty() ? verdict.shown().name() : "AWAY",
        problem.isEmpty() ? rejected : problem,
        since,
        counters.snapshot(),
        facts);
  }
}
