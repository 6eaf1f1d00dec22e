/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.itests.bridge.InFramework;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** All bundles start, in each framework. */
@InFramework
public class FrameworkIT {
  @Configuration
  public Option[] configuration() {
    return Gateway.provisioned();
  }

  /** Guards the build: each of its runs is in the framework that it is named after. */
  @Test
  void theFrameworkIsTheOneThatWasAskedFor(BundleContext context) {
    String componentRuntime =
        Arrays.stream(context.getBundles())
            .filter(bundle -> "org.apache.felix.scr".equals(bundle.getSymbolicName()))
            .map(FrameworkIT::nameAndVersion)
            .findFirst()
            .orElseThrow();
    assertEquals(
        System.getProperty("meterway.framework"),
        nameAndVersion(context.getBundle(0)) + " with " + componentRuntime);
  }

  @Test
  void everyBundleIsActive(BundleContext context) {
    List<String> notActive =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .map(Bundle::toString)
            .toList();
    assertEquals(List.of(), notActive);
  }

  private static String nameAndVersion(Bundle bundle) {
    Version version = bundle.getVersion();
    return "%s %d.%d".formatted(bundle.getSymbolicName(), version.getMajor(), version.getMinor());
  }
}
