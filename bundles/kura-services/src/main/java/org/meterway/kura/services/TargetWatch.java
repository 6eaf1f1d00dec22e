/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.function.Consumer;
import org.meterway.api.config.Validation;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why an instance has vanished whose target is no filter. Such a target comes past Kura's
 * pages, over REST or in a snapshot. The component runtime then makes no instance, and says nothing
 * that a user would find; and Kura takes no further configuration for what is not there.
 */
@Component(
    name = "org.meterway.kura.services.TargetWatch",
    service = ConfigurationListener.class,
    immediate = true)
public final class TargetWatch implements ConfigurationListener {
  private static final Logger LOG = LoggerFactory.getLogger(TargetWatch.class);
  private static final String METERWAY = "org.meterway.";
  private static final String TARGET = ".target";

  private final ConfigurationAdmin configurations;
  private final Consumer<String> log;

  /** Listens from now on. */
  @Activate
  public TargetWatch(@Reference(name = "ConfigurationAdmin") ConfigurationAdmin configurations) {
    this(configurations, LOG::error);
  }

  TargetWatch(ConfigurationAdmin configurations, Consumer<String> log) {
    this.configurations = configurations;
    this.log = log;
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    String kind = event.getFactoryPid() == null ? event.getPid() : event.getFactoryPid();
    if (event.getType() != ConfigurationEvent.CM_UPDATED || !kind.startsWith(METERWAY)) {
      return;
    }
    try {
      Configuration configuration = configurations.getConfiguration(event.getPid(), "?");
      Dictionary<String, Object> properties = configuration.getProperties();
      if (properties != null) {
        Collections.list(properties.keys()).stream()
            .filter(key -> key.endsWith(TARGET))
            .forEach(key -> check(kind, properties, key));
      }
    } catch (IOException | IllegalStateException gone) {
      LOG.debug("The configuration {} cannot be read", event.getPid(), gone);
    }
  }

  private void check(String kind, Dictionary<String, Object> properties, String key) {
    if (!(properties.get(key) instanceof String filter) || filter.isBlank()) {
      return;
    }
    try {
      FrameworkUtil.createFilter(filter);
    } catch (InvalidSyntaxException malformed) {
      log.accept(
          ("%s %s is gone: %s is \"%s\", expected an LDAP filter such as (kura.service.pid=meter1)."
                  + " In Kura, delete the instance and make it again")
              .formatted(
                  kind.substring(kind.lastIndexOf('.') + 1),
                  properties.get(Validation.INSTANCE_NAME),
                  key,
                  filter));
    }
  }
}
