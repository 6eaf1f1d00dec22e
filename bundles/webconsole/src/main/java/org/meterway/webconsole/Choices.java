/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is to choose from right now, for properties whose choices the metatype cannot know.
 */
class Choices {
  /** The property by which instances are named. */
  static final String INSTANCE_NAME = "kura.service.pid";

  private static final Logger LOG = LoggerFactory.getLogger(Choices.class);
  private static final String SERIAL_PORT = "org.meterway.serial.SerialPort";
  private static final String DEVICE = "device";
  private static final String TARGET_SUFFIX = ".target";

  private final BundleContext context;
  private final ConfigurationAdmin configurations;
  private final SerialDevices devices;

  Choices(BundleContext context, ConfigurationAdmin configurations, SerialDevices devices) {
    this.context = context;
    this.configurations = configurations;
    this.devices = devices;
  }

  /** The choices for a property; empty where any value may be typed. */
  List<Choice> of(String factoryPid, String property) {
    if (factoryPid.equals(SERIAL_PORT) && property.equals(DEVICE)) {
      return devices.choices(configured(factoryPid, property));
    }
    return property.endsWith(TARGET_SUFFIX)
        ? targets(
            property.substring(0, property.length() - TARGET_SUFFIX.length()),
            configured(factoryPid, property))
        : List.of();
  }

  /** A filter for each service of the type that the reference is named after. */
  private List<Choice> targets(String reference, Collection<String> configured) {
    TreeSet<String> filters = new TreeSet<>(configured);
    try {
      ServiceReference<?>[] services =
          context.getAllServiceReferences(
              null, "(&(objectClass=org.meterway.api.*." + reference + ")(kura.service.pid=*))");
      for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
        filters.add("(" + INSTANCE_NAME + "=" + service.getProperty(INSTANCE_NAME) + ")");
      }
    } catch (InvalidSyntaxException e) {
      LOG.debug("{} is no name of a type", reference, e);
    }
    return filters.stream().map(filter -> new Choice(filter, filter)).toList();
  }

  /** The values that the property has in any configuration. */
  private Collection<String> configured(String factoryPid, String property) {
    Collection<String> values = new ArrayList<>();
    try {
      Configuration[] found =
          configurations.listConfigurations("(service.factoryPid=" + factoryPid + ")");
      for (Configuration configuration : found == null ? new Configuration[0] : found) {
        Object value = configuration.getProperties().get(property);
        if (value instanceof String text && !text.isBlank() && !values.contains(text)) {
          values.add(text);
        }
      }
    } catch (IOException | InvalidSyntaxException e) {
      LOG.warn("Configurations of {} cannot be listed", factoryPid, e);
    }
    return values;
  }
}
