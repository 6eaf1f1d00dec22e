/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Components that have a configuration and do not run all the same. */
final class ComponentAspect implements Aspect {
  private static final String METERWAY = "org.meterway.";
  private static final String CONFIGURED = "service.pid";
  private static final String INSTANCE = "kura.service.pid";

  private final BundleContext context;

  ComponentAspect(BundleContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "components";
  }

  @Override
  public Finding look() {
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    ServiceComponentRuntime runtime = reference == null ? null : context.getService(reference);
    if (runtime == null) {
      return Finding.well("unknown");
    }
    try {
      return look(runtime, this::isOurs);
    } finally {
      context.ungetService(reference);
    }
  }

  /**
   * Whether a bundle is Meterway's, or made for it: what else the platform runs is its own affair.
   */
  private boolean isOurs(long id) {
    Bundle bundle = context.getBundle(id);
    if (bundle == null) {
      return false;
    }
    String imports = bundle.getHeaders("").get(Constants.IMPORT_PACKAGE);
    return bundle.getSymbolicName().startsWith(METERWAY)
        || imports != null && imports.contains(METERWAY);
  }

  static Finding look(ServiceComponentRuntime runtime, LongPredicate isOurs) {
    List<String> idle = new ArrayList<>();
    int configured = 0;
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      if (!isOurs.test(description.bundle.id)) {
        continue;
      }
      for (ComponentConfigurationDTO component :
          runtime.getComponentConfigurationDTOs(description)) {
        if (component.properties.containsKey(CONFIGURED)) {
          configured++;
          String why = why(component);
          if (!why.isEmpty()) {
            idle.add(name(description, component.properties) + " " + why);
          }
        }
      }
    }
    String figure = configured + " configured";
    return idle.isEmpty()
        ? Finding.well(figure)
        : Finding.warning(
            idle.stream().sorted().collect(Collectors.joining(", component ", "component ", "")),
            figure);
  }

  private static String name(ComponentDescriptionDTO description, Map<String, Object> properties) {
    Object instance = properties.get(INSTANCE);
    return instance == null || instance.equals(description.name)
        ? description.name
        : description.name + " " + instance;
  }

  private static String why(ComponentConfigurationDTO component) {
    return switch (component.state) {
      case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
          "waits for "
              + Arrays.stream(component.unsatisfiedReferences)
                  .map(reference -> reference.name)
                  .collect(Collectors.joining(", "));
      case ComponentConfigurationDTO.FAILED_ACTIVATION -> "failed to start";
      default -> "";
    };
  }
}
