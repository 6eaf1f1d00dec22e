/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.config.InvalidConfigurationException;

class StoreOptionsTest {
  @Test
  void givenNothingConfiguredThenTheDefaultsAreThoseOfTheMetatype() {
    assertEquals(StoreOptions.DEFAULTS, StoreOptions.of(config(Map.of())));
  }

  @Test
  void givenRightValuesThenTheyAreTaken() {
    assertEquals(
        new StoreOptions(
            StoreOptions.Mode.MEMORY,
            "/var/lib/meterway",
            65_536,
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            65_536,
            Duration.ofSeconds(2)),
        StoreOptions.of(
            config(
                Map.of(
                    "mode", "memory",
                    "directory", " /var/lib/meterway ",
                    "segmentBytes", 65_536,
                    "commitDelayMs", 20,
                    "diskTimeoutMs", 1000,
                    "memoryBytes", 65_536,
                    "retrySeconds", 2))));
  }

  @Test
  void givenWrongValuesThenEachIsNamed() {
    InvalidConfigurationException error =
        assertThrows(
            InvalidConfigurationException.class,
            () ->
                StoreOptions.of(
                    config(
                        Map.of(
                            "mode", "tape",
                            "directory", "data",
                            "segmentBytes", 1,
                            "commitDelayMs", 1001,
                            "diskTimeoutMs", 99,
                            "memoryBytes", 0,
                            "retrySeconds", 0))));

    assertEquals(
        List.of(
            "mode is \"tape\", expected one of DISK, MEMORY",
            "directory is \"data\", expected the absolute path of a folder, or nothing for the usual"
                + " one",
            "segmentBytes is \"1\", expected a whole number from 65536 to 268435456",
            "commitDelayMs is \"1001\", expected a whole number from 0 to 1000",
            "diskTimeoutMs is \"99\", expected a whole number from 100 to 600000",
            "memoryBytes is \"0\", expected a whole number from 65536 to 1073741824",
            "retrySeconds is \"0\", expected a whole number from 1 to 3600"),
        error.problems());
  }

  @Test
  void givenAnotherPlaceThenItIsNotKept() {
    StoreOptions other = StoreOptions.of(config(Map.of("directory", "/elsewhere")));

    assertFalse(StoreOptions.DEFAULTS.keepsPlace(other));
    assertTrue(other.keepsPlace(StoreOptions.of(config(Map.of("directory", "/elsewhere")))));
  }

  /** A configuration, with the metatype's default for what it does not name. */
  static StoreConfig config(Map<String, Object> configured) {
    return (StoreConfig)
        Proxy.newProxyInstance(
            StoreConfig.class.getClassLoader(),
            new Class<?>[] {StoreConfig.class},
            (proxy, method, arguments) ->
                configured.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
