/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.config.InvalidConfigurationException;

class RegistryOptionsTest {
  @Test
  void givenRightValuesThenTheyAreTaken() {
    assertEquals(
        new RegistryOptions(3, 100, Duration.ofMillis(200), Duration.ofMillis(300)),
        RegistryOptions.of(config(3, 100, 200, 300)));
  }

  @Test
  void givenNoNumberOfThreadsThenThereAreTwoAtLeast() {
    int threads = RegistryOptions.of(config(0, 1, 0, 0)).threads();

    assertTrue(threads >= 2 && threads >= Runtime.getRuntime().availableProcessors());
  }

  @Test
  void givenWrongValuesThenEachIsNamed() {
    InvalidConfigurationException error =
        assertThrows(
            InvalidConfigurationException.class,
            () -> RegistryOptions.of(config(-1, 0, 600_001, 60_001)));

    assertEquals(
        List.of(
            "threads is \"-1\", expected a whole number from 0 to 256",
            "laneCapacity is \"0\", expected a whole number from 1 to 1000000",
            "graceMs is \"600001\", expected a whole number from 0 to 600000",
            "closeTimeoutMs is \"60001\", expected a whole number from 0 to 60000"),
        error.problems());
  }

  @Test
  void givenNothingConfiguredThenTheDefaultsAreThoseOfTheMetatype() {
    assertEquals(RegistryOptions.DEFAULTS, RegistryOptions.of(config(Map.of())));
  }

  private static RegistryConfig config(
      int threads, int laneCapacity, int graceMs, int closeTimeoutMs) {
    return config(
        Map.of(
            "threads", threads,
            "laneCapacity", laneCapacity,
            "graceMs", graceMs,
            "closeTimeoutMs", closeTimeoutMs));
  }

  /** A configuration, with the metatype's default for what it does not name. */
  static RegistryConfig config(Map<String, Object> configured) {
    return (RegistryConfig)
        Proxy.newProxyInstance(
            RegistryConfig.class.getClassLoader(),
            new Class<?>[] {RegistryConfig.class},
            (proxy, method, arguments) ->
                configured.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
