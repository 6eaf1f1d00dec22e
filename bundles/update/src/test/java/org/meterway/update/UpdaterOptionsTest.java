/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.config.InvalidConfigurationException;

/** Configurations of the updater. */
class UpdaterOptionsTest {
  private static final Map<String, Object> GOOD =
      Map.of("index", "https://updates.example/m/index.json", "trustedKeys", "/etc/keys.pem");

  private static UpdaterConfig config(Map<String, Object> values) {
    return (UpdaterConfig)
        Proxy.newProxyInstance(
            UpdaterConfig.class.getClassLoader(),
            new Class<?>[] {UpdaterConfig.class},
            (proxy, method, arguments) ->
                method.getDeclaringClass() == Annotation.class
                    ? UpdaterConfig.class
                    : values.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  private static String problem(String property, Object value) {
    Map<String, Object> values = new HashMap<>(GOOD);
    values.put(property, value);
    return assertThrows(
            InvalidConfigurationException.class, () -> UpdaterOptions.of(config(values)))
        .getMessage();
  }

  @Test
  void withoutAnIndexItIsOff() {
    assertFalse(UpdaterOptions.of(config(Map.of())).isOn());
  }

  @Test
  void defaultsFetchAndDoNotApply() {
    UpdaterOptions options = UpdaterOptions.of(config(GOOD));
    assertTrue(options.isOn());
    assertEquals(ApplyPolicy.STAGE_ONLY, options.apply());
    assertEquals(120, options.healthSeconds());
    assertEquals(DailyWindow.ALWAYS, options.window());
  }

  @Test
  void whatIsWrongIsNamed() {
    Map<String, Object> wrong =
        Map.ofEntries(
            Map.entry("index", "http://updates.example/"),
            Map.entry("channel", "Stable!"),
            Map.entry("trustedKeys", "keys.pem"),
            Map.entry("apply", "NEVER"),
            Map.entry("checkMinutes", -1),
            Map.entry("spreadMinutes", 1441),
            Map.entry("window", "2-4"),
            Map.entry("healthSeconds", 4),
            Map.entry("stableSeconds", 3601),
            Map.entry("caFile", "ca.pem"),
            Map.entry("proxy", "http://proxy/"),
            Map.entry("timeoutSeconds", 0));
    wrong.forEach(
        (property, value) -> {
          String problem = problem(property, value);
          assertTrue(problem.contains(property + " is \"" + value + "\", expected"), problem);
        });
    assertTrue(problem("trustedKeys", "").contains("trustedKeys"), "needed with an index");
  }
}
