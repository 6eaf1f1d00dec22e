/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
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

/** A {@link MeterPort} on a serial device. */
@Component(
    name = SerialPortComponent.PID,
    configurationPid = SerialPortComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true,
    service = {MeterPort.class, StatusSource.class, Restartable.class, ConfigurableComponent.class})
@Designate(ocd = SerialPortConfig.class, factory = true)
public final class SerialPortComponent
    implements MeterPort, StatusSource, Restartable, ConfigurableComponent {
  /** Name of the component, of its configurations and of its metatype. */
  static final String PID = "org.meterway.serial.SerialPort";

  /** Kura on a small gateway takes long between making a port and making its link. */
  private static final Duration FIRST_LISTENER_GRACE = Duration.ofMinutes(1);

  /** As long as a link's lane waits for a handler. */
  private static final Duration LISTENER_GRACE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(SerialPortComponent.class);

  private final String name;
  private final Counters<PortCounter> counters = new Counters<>(PortCounter.class);
  private final PortListeners listeners;
  private final NativeLibrary library;
  private final PortAgent agent;
  private volatile LineSettings lineSettings;

  /** Why the latest configuration is not in force; empty if it is. */
  private volatile String rejected = "";

  /** A port that is not opened yet. */
  @Activate
  public SerialPortComponent(
      Map<String, Object> properties,
      @Reference(name = "WriteWatchdog") WriteWatchdog watchdog,
      @Reference(name = "NativeLibrary") NativeLibrary library) {
    this.name = Validation.instanceName(properties);
    this.library = library;
    this.listeners = new PortListeners(name, FIRST_LISTENER_GRACE, LISTENER_GRACE, counters);
    this.agent =
        new PortAgent(
            name, new JSerialCommOpener(library), watchdog, Clock.systemUTC(), counters, listeners);
  }

  /**
   * Takes a configuration, the first one once the listeners that are there already are bound. An
   * invalid one is logged, and the last good one stays in force. Without a good one the port is
   * there all the same, failed: the component runtime never tries a link again whose port could not
   * be made.
   */
  @Activate
  @Modified
  public void configure(SerialPortConfig config) {
    try {
      SerialSettings settings = SerialSettings.of(config);
      rejected = "";
      lineSettings = settings.line();
      agent.apply(settings);
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!rejected.equals(e.getMessage())) {
        rejected = e.getMessage();
        log(config);
        agent.refuse(rejected);
      }
    }
  }

  /** One that was just made with Kura's "+" has no device yet: that is no mistake. */
  private void log(SerialPortConfig config) {
    if (lineSettings == null && config.device().isBlank()) {
      LOG.info("Port {} waits for its device. {}", name, rejected);
    } else {
      LOG.error("Port {} does not take its configuration. {}", name, rejected);
    }
  }

  /** Closes the port within a few seconds, whatever the device does. */
  @Deactivate
  public void deactivate() throws InterruptedException {
    agent.close();
  }

  @Reference(
      name = "PortListener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "addListener")
  void addListener(PortListener listener, Map<String, ?> serviceProperties) {
    listeners.set(listener, serviceProperties);
  }

  void removeListener(PortListener listener) {
    listeners.remove(listener);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public PortStatus status() {
    return agent.status();
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws PortException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    agent.writer().write(buffer, offset, length);
  }

  @Override
  public boolean enqueue(byte[] frame) {
    return agent.writer().enqueue(frame);
  }

  @Override
  public void restart(String why) {
    LOG.info("Port {} opens anew: {}", name, why);
    agent.reopen(why);
  }

  @Override
  public Status describe() {
    PortStatus status = agent.status();
    return new Status(
        "port",
        name,
        status.state().name(),
        status.reason().isEmpty() ? rejected : status.reason(),
        status.since(),
        counters.snapshot(),
        facts());
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    LineSettings configured = lineSettings;
    if (configured != null) {
      facts.put("device", configured.device());
      facts.put("line", configured.inWords());
    }
    Line line = agent.line();
    if (line != null) {
      facts.put("device.resolved", line.device());
      facts.put("rs485", line.rs485());
    }
    facts.put("listeners", Integer.toString(listeners.size()));
    if (!library.origin().isEmpty()) {
      facts.put("native.library", library.origin());
    }
    if (!rejected.isEmpty()) {
      facts.put("configuration", rejected);
    }
    return facts;
  }
}
