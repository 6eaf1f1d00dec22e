/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Map;
import java.util.TreeMap;
import org.meterway.api.config.Validation;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

/**
 * The configuration of the parameters handler, validated.
 *
 * @param values the configured parameters, by id
 */
record ParametersOptions(Map<Integer, Value> values) {
  /** Nothing is configured. */
  static final ParametersOptions NONE = new ParametersOptions(Map.of());

  private static final int MAX_LENGTH = 255;

  ParametersOptions {
    values = Map.copyOf(values);
  }

  /**
   * @throws org.meterway.api.config.InvalidConfigurationException naming each wrong entry
   */
  static ParametersOptions of(ParametersConfig config) {
    Validation validation = Validation.of(ParametersComponent.PID);
    Map<Integer, Value> values = new TreeMap<>();
    text(validation, values, Parameters.DEVICE_NAME, "deviceName", config.deviceName());
    text(validation, values, Parameters.SERIAL_NUMBER, "serialNumber", config.serialNumber());
    if (config.parameters() != null) {
      for (String entry : config.parameters()) {
        if (entry != null && !entry.isBlank()) {
          entry(validation, values, entry);
        }
      }
    }
    validation.check();
    return new ParametersOptions(values);
  }

  private static void text(
      Validation validation,
      Map<Integer, Value> values,
      int parameter,
      String property,
      String configured) {
    if (configured == null || configured.isBlank()) {
      return;
    }
    String text = configured.strip();
    if (text.length() > MAX_LENGTH || !ParameterEntry.isLatin(text)) {
      validation.reject(property, text, "at most " + MAX_LENGTH + " characters of ISO 8859-1");
    } else {
      values.put(parameter, Value.text(text));
    }
  }

  private static void entry(Validation validation, Map<Integer, Value> values, String text) {
    try {
      ParameterEntry entry = ParameterEntry.parse(text);
      if (values.putIfAbsent(entry.parameter(), entry.value()) != null) {
        validation.reject("parameters", text, "each parameter once");
      }
    } catch (IllegalArgumentException e) {
      validation.reject("parameters", text, e.getMessage());
    }
  }
}
