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
        new RegistryOptions(
            3, 100, 5000, Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofSeconds(7), 8),
        RegistryOptions.of(
            config(
                Map.of(
                    "threads", 3,
                    "laneCapacity", 100,
                    "laneMaxBytes", 5000,
                    "graceMs", 200,
                    "closeTimeoutMs", 300,
                    "stuckSeconds", 7,
                    "spareThreads", 8))));
  }

  @Test
  void givenNoNumberOfThreadsThenThereAreTwoAtLeast() {
    int threads = RegistryOptions.of(config(Map.of("threads", 0))).threads();

    assertTrue(threads >= 2 && threads >= Runtime.getRuntime().availableProcessors());
  }

  @Test
  void givenWrongValuesThenEachIsNamed() {
    InvalidConfigurationException error =
        assertThrows(
            InvalidConfigurationException.class,
            () ->
                RegistryOptions.of(
                    config(
                        Map.of(
                            "threads", -1,
                            "laneCapacity", 0,
                            "laneMaxBytes", 1023,
                            "graceMs", 600_001,
                            "closeTimeoutMs", 60_001,
                            "stuckSeconds", 0,
                            "spareThreads", 257))));

    assertEquals(
        List.of(
            "threads is \"-1\", expected a whole number from 0 to 256",
            "laneCapacity is \"0\", expected a whole number from 1 to 1000000",
            "laneMaxBytes is \"1023\", expected a whole number from 1024 to 1073741824",
            "graceMs is \"600001\", expected a whole number from 0 to 600000",
            "closeTimeoutMs is \"60001\", expected a whole number from 0 to 60000",
            "stuckSeconds is \"0\", expected a whole number from 1 to 3600",
            "spareThreads is \"257\", expected a whole number from 0 to 256"),
        error.problems());
  }

  @Test
  void givenNothingConfiguredThenTheDefaultsAreThoseOfTheMetatype() {
    assertEquals(RegistryOptions.DEFAULTS, RegistryOptions.of(config(Map.of())));
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
