/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The gateway's configuration file. Thread-safe. */
final class Configuration {
  private final Map<String, Map<String, Object>> instances = new LinkedHashMap<>();

  /** Sets a property: a String, a number or a boolean. */
  synchronized Configuration set(String pid, String property, Object value) {
    instances.computeIfAbsent(pid, key -> new LinkedHashMap<>()).put(property, value);
    return this;
  }

  /** Makes an instance that has its defaults. */
  synchronized Configuration add(String pid) {
    instances.computeIfAbsent(pid, key -> new LinkedHashMap<>());
    return this;
  }

  synchronized String json() {
    return instances.entrySet().stream()
        .map(
            instance ->
                "  \""
                    + instance.getKey()
                    + "\": {"
                    + instance.getValue().entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\": " + json(entry.getValue()))
                        .collect(Collectors.joining(", "))
                    + "}")
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String json(Object value) {
    return value instanceof String text
        ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : value.toString();
  }
}
