/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.status.Status;
import org.osgi.framework.BundleContext;

class HandlerRegistryComponentTest {
  private HandlerRegistryComponent registry;

  @AfterEach
  void deactivate() {
    registry.deactivate();
  }

  @Test
  void givenAnInvalidConfigurationFromTheStartThenTheRegistryServesAndSaysWhatIsWrong() {
    registry = activate(Map.of("graceMs", -1));

    Status status = registry.describe();
    assertEquals("MISCONFIGURED", status.state());
    assertTrue(status.reason().contains("graceMs is \"-1\""), status::reason);
    registry.open(Fixtures.context("meter1"));
    assertEquals("1", registry.describe().facts().get("lanes"));
  }

  @Test
  void givenAnInvalidConfigurationFromTheStartWhenItIsCuredThenItIsInForce() {
    registry = activate(Map.of("threads", 3, "graceMs", -1));

    registry.configure(config(Map.of("threads", 3)));

    Status status = registry.describe();
    assertEquals("ACTIVE", status.state());
    assertEquals("", status.reason());
    assertEquals("3", status.facts().get("threads"));
  }

  @Test
  void givenAnInvalidChangeThenTheLastGoodConfigurationStaysInForce() {
    registry = activate(Map.of("threads", 3));

    registry.configure(config(Map.of("threads", 300)));

    assertEquals("MISCONFIGURED", registry.describe().state());
    assertEquals("3", registry.describe().facts().get("threads"));
  }

  private static HandlerRegistryComponent activate(Map<String, Object> configured) {
    return new HandlerRegistryComponent(emptyFramework(), config(configured), Map.of());
  }

  private static RegistryConfig config(Map<String, Object> configured) {
    return RegistryOptionsTest.config(configured);
  }

  private static BundleContext emptyFramework() {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> null);
  }
}
