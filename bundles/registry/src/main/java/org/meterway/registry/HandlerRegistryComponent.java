/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Instant;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;
import org.meterway.api.handler.HandlerRegistry;
import org.meterway.api.handler.HandlerReport;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageLane;
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

/** The handler registry as a configured service. */
@Component(
    name = HandlerRegistryComponent.PID,
    configurationPid = HandlerRegistryComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {HandlerRegistry.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = RegistryConfig.class)
public final class HandlerRegistryComponent
    implements HandlerRegistry, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.registry.HandlerRegistry";

  private static final Logger LOG = LoggerFactory.getLogger(HandlerRegistryComponent.class);

  private final Dispatch dispatch;
  private final HandlerTracker tracker;
  private final RegistryStatus status;
  private volatile String problem = "";

  /**
   * A registry that is open for handlers. An invalid configuration is logged, and the defaults
   * serve until the first valid one: the component runtime never tries a link again whose registry
   * could not be made.
   */
  @Activate
  public HandlerRegistryComponent(
      BundleContext context, RegistryConfig config, Map<String, Object> properties) {
    SystemTiming timing = new SystemTiming();
    dispatch = new Dispatch(RegistryOptions.DEFAULTS, timing, timing);
    tracker = new HandlerTracker(context, dispatch);
    status = new RegistryStatus(Validation.instanceName(properties), dispatch, Instant.now());
    configure(config);
    dispatch.start();
    tracker.open();
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Modified
  void configure(RegistryConfig config) {
    try {
      dispatch.configure(RegistryOptions.of(config));
      problem = "";
    } catch (InvalidConfigurationException e) {
      problem = e.getMessage();
      LOG.error("{}; what was in force stays in force", problem);
    }
  }

  @Deactivate
  void deactivate() {
    dispatch.close();
    tracker.close();
  }

  @Override
  public MessageLane open(MessageContext context) {
    return dispatch.open(context);
  }

  @Override
  public HandlerReport report() {
    return dispatch.report();
  }

  @Override
  public Status describe() {
    return status.status(problem);
  }
}
