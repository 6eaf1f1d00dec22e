/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.status.Status;
import org.osgi.framework.BundleContext;

class ParametersComponentTest {
  private ParametersComponent handler;

  @AfterEach
  void deactivate() {
    handler.deactivate();
  }

  @Test
  void givenAnInvalidConfigurationFromTheStartThenTheHandlerIsThereAndSaysWhatIsWrong() {
    handler = activate("0x2801=nothing");

    Status status = handler.describe();
    assertEquals("MISCONFIGURED", status.state());
    assertTrue(status.reason().contains("0x2801=nothing"), status::reason);
    assertEquals("0", status.facts().get("configured parameters"));
  }

  @Test
  void givenAnInvalidConfigurationFromTheStartWhenItIsCuredThenItIsInForce() {
    handler = activate("0x2801=nothing");

    handler.configure(config("0x2801=unsigned:1"));

    Status status = handler.describe();
    assertEquals("ACTIVE", status.state());
    assertEquals("", status.reason());
    assertEquals("1", status.facts().get("configured parameters"));
  }

  @Test
  void givenAnInvalidChangeThenTheLastGoodConfigurationStaysInForce() {
    handler = activate("0x2801=unsigned:1");

    handler.configure(config("0x2801=nothing"));

    assertEquals("MISCONFIGURED", handler.describe().state());
    assertEquals("1", handler.describe().facts().get("configured parameters"));
  }

  private static ParametersComponent activate(String parameter) {
    return new ParametersComponent(emptyFramework(), config(parameter), Map.of());
  }

  private static ParametersConfig config(String parameter) {
    return (ParametersConfig)
        Proxy.newProxyInstance(
            ParametersConfig.class.getClassLoader(),
            new Class<?>[] {ParametersConfig.class},
            (proxy, method, arguments) ->
                method.getName().equals("parameters")
                    ? new String[] {parameter}
                    : method.getDefaultValue());
  }

  private static BundleContext emptyFramework() {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> null);
  }
}
