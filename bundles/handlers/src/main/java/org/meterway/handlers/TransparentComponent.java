/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.Validation;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The handler of transparent data as a configured component. */
@Component(
    name = TransparentComponent.PID,
    configurationPid = TransparentComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = TransparentConfig.class)
public final class TransparentComponent implements StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.handlers.Transparent";

  private final String name;
  private final Instant since = Instant.now();
  private final TransparentHandler handler = new TransparentHandler(System::nanoTime);
  private final TransparentRegistration registration;

  /** Called by the component runtime. */
  @Activate
  public TransparentComponent(
      BundleContext context, TransparentConfig config, Map<String, Object> properties) {
    name = Validation.instanceName(properties);
    registration = new TransparentRegistration(context, handler);
    registration.apply(TransparentOptions.of(config));
  }

  @Modified
  void modified(TransparentConfig config) {
    registration.apply(TransparentOptions.of(config));
  }

  @Deactivate
  void deactivate() {
    registration.close();
  }

  @Override
  public Status describe() {
    TransparentOptions options = registration.options();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("protocol", "0x2100");
    facts.put("links", options.links().isEmpty() ? "all" : String.join(" ", options.links()));
    return new Status(
        "handlers",
        name,
        options.enabled() ? "ACTIVE" : "DISABLED",
        options.enabled() ? "" : "disabled by its configuration",
        since,
        handler.counters(),
        facts);
  }
}
