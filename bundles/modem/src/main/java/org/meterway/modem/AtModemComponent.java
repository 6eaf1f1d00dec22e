/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.api.modem.Modem;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.port.MeterPort;
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
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A modem by AT commands over a port, as it is configured. */
@Component(
    name = AtModemComponent.PID,
    configurationPid = AtModemComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {Modem.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = AtModemConfig.class, factory = true)
public final class AtModemComponent implements Modem, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.modem.AtModem";

  private static final Logger LOG = LoggerFactory.getLogger(AtModemComponent.class);

  private final String name;
  private final Counters<ModemCounter> counters = new Counters<>(ModemCounter.class);
  private final ModemPort port;
  private final AtDriver driver;
  private final ModemCore core;
  private AtModemConfig latest;
  private PasswordDecoder passwords;
  private volatile AtOptions options;

  /** A modem that is not asked before it is configured. */
  @Activate
  public AtModemComponent(BundleContext context, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    port = new ModemPort(context, this::channel, this::portChanged);
    Optional<PinMemory> pins =
        DataFolder.of(context::getProperty, context::getDataFile).map(PinMemory::new);
    driver = new AtDriver(name, port::channel, () -> options, pins, counters);
    core = new ModemCore(this, context, driver, driver::beginAnew, counters);
  }

  private AtChannel channel(MeterPort newPort) {
    return new AtChannel(newPort, counters, core.agent()::unsolicited, this::portChanged);
  }

  private void portChanged() {
    driver.beginAnew();
    if (port.channel().filter(AtChannel::isOpen).isPresent()) {
      core.agent().lookSoon();
    } else {
      core.agent().lookInAMoment();
    }
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  synchronized void configure(AtModemConfig config) {
    latest = config;
    try {
      AtOptions valid = AtOptions.of(config, passwords);
      options = valid;
      port.choose(true);
      core.apply(valid.common());
    } catch (InvalidConfigurationException e) {
      if (core.refuse(e.getMessage())) {
        log(config, e.getMessage());
      }
    }
  }

  /** One that was just made with Kura's "+" has no port yet: that is no mistake. */
  private void log(AtModemConfig config, String rejected) {
    String target = config.MeterPort_target();
    if (options == null && (target == null || target.isBlank())) {
      LOG.info("Modem {} waits for its port. {}", name, rejected);
    } else {
      LOG.error("Modem {} does not take its configuration. {}", name, rejected);
    }
  }

  /** Ends it; takes a few seconds at most. */
  @Deactivate
  void deactivate() throws InterruptedException {
    port.close();
    core.close();
  }

  /** In use only where its target is configured. */
  @Reference(
      name = "MeterPort",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setPort(MeterPort newPort) {
    port.bind(newPort);
  }

  void unsetPort(MeterPort gone) {
    port.unbind(gone);
  }

  /** The PIN is read anew: where the platform encrypts it, it was not readable before. */
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

  /** Whoever wants to hear of this modem. */
  @Reference(
      name = "ModemListener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "addListener")
  void addListener(ModemListener listener, Map<String, ?> properties) {
    core.listeners().put(listener, properties.get(ModemListener.MODEM));
  }

  void removeListener(ModemListener listener) {
    core.listeners().remove(listener);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ModemStatus status() {
    return core.status();
  }

  @Override
  public void cycleRadio(Duration off) throws ModemException, InterruptedException {
    core.cycleRadio(off);
  }

  @Override
  public List<String> command(String command, String text, Duration atMost)
      throws ModemException, InterruptedException {
    return core.command(command, text, atMost);
  }

  @Override
  public Status describe() {
    Map<String, String> way = new LinkedHashMap<>();
    Map<String, Long> more = new LinkedHashMap<>();
    port.channel()
        .ifPresent(
            channel -> {
              way.put("port", channel.portName());
              more.put("bytes.meaningless", channel.droppedBytes());
            });
    return core.describe(way, more);
  }
}
