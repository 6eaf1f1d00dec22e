/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
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
  private final Sources sources;
  private final Instant since = Instant.now();
  private final Counters<LedCounter> counters = new Counters<>(LedCounter.class);
  private volatile GpioPins pins;
  private volatile String rejected = "";
  private volatile Running running;

  /** What there is while an LED is switched. */
  private record Running(StatusLedOptions options, Blinker blinker, BlinkThread thread) {}

  /** Switches nothing yet. */
  @Activate
  public StatusLed(BundleContext context, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    sources = new Sources(context);
  }

  @Reference(
      name = "GpioPins",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC)
  void setPins(GpioPins there) {
    pins = there;
  }

  void unsetPins(GpioPins gone) {
    if (pins == gone) {
      pins = null;
    }
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
            : new GpioOutput(options.name(), () -> pins);
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

  /** A pin of a service that comes and goes. */
  private static final class GpioOutput implements LedOutput {
    private final String pin;
    private final Supplier<GpioPins> pins;
    private LedOutput output;

    GpioOutput(String pin, Supplier<GpioPins> pins) {
      this.pin = pin;
      this.pins = pins;
    }

    @Override
    public void open() throws IOException {
      GpioPins there = pins.get();
      if (there == null) {
        throw new IOException("there is no GPIO service: that is a part of Kura");
      }
      LedOutput next = there.output(pin);
      next.open();
      output = next;
    }

    @Override
    public void set(boolean on) throws IOException {
      if (pins.get() == null) {
        throw new IOException("the GPIO service of Kura has gone");
      }
      output.set(on);
    }

    @Override
    public void close() throws IOException {
      LedOutput open = output;
      output = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
