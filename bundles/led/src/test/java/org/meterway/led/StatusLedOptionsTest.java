/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.config.InvalidConfigurationException;

class StatusLedOptionsTest {
  @Test
  void aNameIsEnough() {
    StatusLedOptions options = of(Map.of("led", "green:status"));
    assertEquals(Output.LED, options.output());
    assertEquals(Path.of("/sys/class/leds"), options.directory());
    assertEquals(Watched.ALL, options.watched());
  }

  @Test
  void whatIsWrongIsNamed() {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () ->
                of(
                    Map.of(
                        "led", "../../x",
                        "output", "LAMP",
                        "directory", "leds",
                        "watched", new String[] {"link:meter1", "Meter 1"},
                        "refreshSeconds", 61)));
    for (String start :
        List.of(
            "led is \"../../x\"",
            "output is \"LAMP\"",
            "directory is \"leds\"",
            "watched is \"Meter 1\"",
            "refreshSeconds is \"61\"")) {
      assertTrue(refused.problems().stream().anyMatch(it -> it.startsWith(start)), start);
    }
    assertEquals(5, refused.problems().size(), refused.problems().toString());
  }

  private static StatusLedOptions of(Map<String, Object> changed) {
    return StatusLedOptions.of(Annotations.of(StatusLedConfig.class, changed));
  }
}
