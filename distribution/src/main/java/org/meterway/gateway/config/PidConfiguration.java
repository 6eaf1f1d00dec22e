/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import jakarta.json.JsonObject;
import java.util.Map;

/**
 * One configuration, ready for Configuration Admin.
 *
 * @param pid its PID, for a factory with {@code ~} and the instance's name
 * @param source as it is written, in the form of the OSGi Configurator
 * @param properties the values with their Java types
 */
public record PidConfiguration(String pid, JsonObject source, Map<String, Object> properties) {
  /** Copies the map. */
  public PidConfiguration {
    properties = Map.copyOf(properties);
  }
}
