/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.modem.Modem;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.ModemStatus;
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

/** A modem that ModemManager looks after, as it is configured. */
@Component(
    name = ModemManagerComponent.PID,
    configurationPid = ModemManagerComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {Modem.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = ModemManagerConfig.class, factory = true)
public final class ModemManagerComponent implements Modem, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.modem.ModemManager";

  private static final Logger LOG = LoggerFactory.getLogger(ModemManagerComponent.class);

  private final String name;
  private final ModemCore core;
  private volatile ManagerOptions options;

  /** A modem that is not looked at before it is configured. */
  @Activate
  public ModemManagerComponent(BundleContext context, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    core =
        new ModemCore(
            this,
            context,
            new ManagerDriver(() -> options),
            () -> {},
            new Counters<>(ModemCounter.class));
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  synchronized void configure(ModemManagerConfig config) {
    try {
      ManagerOptions valid = ManagerOptions.of(config);
      options = valid;
      core.apply(valid.common());
    } catch (InvalidConfigurationException e) {
      if (core.refuse(e.getMessage())) {
        LOG.error("Modem {} does not take its configuration. {}", name, e.getMessage());
      }
    }
  }

  /** Ends it; takes a few seconds at most. */
  @Deactivate
  void deactivate() throws InterruptedException {
    core.close();
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
    ManagerOptions current = options;
    return core.describe(current == null ? Map.of() : Map.of("modem", current.modem()), Map.of());
  }
}
