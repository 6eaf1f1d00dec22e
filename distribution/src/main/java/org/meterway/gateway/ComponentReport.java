/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says in words which configured components do not run, and why. */
final class ComponentReport {
  private static final String INSTANCE_NAME = "kura.service.pid";

  private static final String CAUSE = "Caused by: ";

  private final BundleContext context;

  ComponentReport(BundleContext context) {
    this.context = context;
  }

  /** A line for each component that waits or failed; empty when all run. */
  List<String> problems() {
    ServiceReference<ServiceComponentRuntime> reference =
        context.getServiceReference(ServiceComponentRuntime.class);
    if (reference == null) {
      return List.of();
    }
    ServiceComponentRuntime runtime = context.getService(reference);
    try {
      return runtime == null ? List.of() : problems(runtime);
    } finally {
      context.ungetService(reference);
    }
  }

  private List<String> problems(ServiceComponentRuntime runtime) {
    List<String> problems = new ArrayList<>();
    for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
      for (ComponentConfigurationDTO component :
          runtime.getComponentConfigurationDTOs(description)) {
        if (component.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
          problems.add(name(component) + " did not start: " + reason(component.failure));
        }
        for (UnsatisfiedReferenceDTO missing : component.unsatisfiedReferences) {
          problems.add(name(component) + " waits for " + inWords(description, missing));
        }
      }
    }
    return problems;
  }

  private static String name(ComponentConfigurationDTO component) {
    String type = component.description.name;
    Object instance = component.properties.get(INSTANCE_NAME);
    return type.substring(type.lastIndexOf('.') + 1) + (instance == null ? "" : " " + instance);
  }

  /** The last cause of a stack trace, without its class where that is ours. */
  private static String reason(String failure) {
    return failure == null
        ? "no reason given"
        : failure
            .lines()
            .filter(line -> line.startsWith(CAUSE))
            .reduce((first, last) -> last)
            .or(() -> failure.lines().findFirst())
            .orElse("")
            .replaceFirst("^" + CAUSE, "")
            .replaceFirst("^org\\.meterway\\.[\\w.]+: ", "");
  }

  private String inWords(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing) {
    String type =
        Arrays.stream(component.references)
            .filter(reference -> reference.name.equals(missing.name))
            .map((ReferenceDTO reference) -> reference.interfaceName)
            .findFirst()
            .orElse(missing.name);
    return missing.name
        + (missing.target == null ? "" : " " + missing.target)
        + ": "
        + whatIsThere(type);
  }

  private String whatIsThere(String type) {
    try {
      ServiceReference<?>[] services = context.getAllServiceReferences(type, null);
      if (services == null) {
        return "there is no " + type;
      }
      return "none matches, there is "
          + Arrays.stream(services)
              .map(service -> service.getProperty(INSTANCE_NAME))
              .map(name -> name == null ? "one without a name" : name.toString())
              .collect(Collectors.toCollection(TreeSet::new))
              .stream()
              .collect(Collectors.joining(", "));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
  }
}
