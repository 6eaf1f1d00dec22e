/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meterway.api.config.InvalidConfigurationException;

class ControlOptionsTest {
  private static final Map<String, String> ALONE = Map.of("org.meterway.data", "/data");
  private static final Map<String, String> KURA = Map.of("kura.home", "/opt/kura");
  private static final Map<String, String> CONTAINER =
      Map.of("kura.home", "/opt/kura", "kura.data", "/var/kura");

  static ControlConfig config(String mode, String path) {
    return new ControlConfig() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return ControlConfig.class;
      }

      @Override
      public String mode() {
        return mode;
      }

      @Override
      public String path() {
        return path;
      }
    };
  }

  private static Optional<Path> socket(String mode, String path, Map<String, String> platform) {
    return ControlOptions.of(config(mode, path)).socket(platform::get);
  }

  @Test
  void theStandaloneGatewayHasOneInItsDataFolder() {
    assertEquals(Optional.of(Path.of("/data/control.sock")), socket("AUTO", "", ALONE));
    assertEquals(Optional.of(Path.of("/run/m.sock")), socket("AUTO", "/run/m.sock", ALONE));
    assertEquals(Optional.empty(), socket("OFF", "", ALONE));
  }

  @Test
  void kuraHasOneOnlyWhereItIsAskedFor() {
    assertEquals(Optional.empty(), socket("AUTO", "", KURA));
    assertEquals(
        Optional.of(Path.of("/opt/kura/data/meterway/control.sock")), socket("ON", "", KURA));
    assertEquals(
        Optional.of(Path.of("/var/kura/meterway/control.sock")), socket("ON", "", CONTAINER));
    assertEquals(Optional.empty(), socket("ON", "", Map.of()));
  }

  @Test
  void wrongValuesAreNamed() {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () -> ControlOptions.of(config("MAYBE", "data/x")));
    assertTrue(refused.getMessage().contains("mode"), refused.getMessage());
    assertTrue(refused.getMessage().contains("path"), refused.getMessage());
  }
}
