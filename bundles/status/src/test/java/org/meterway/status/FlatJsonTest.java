/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {
  @Test
  void membersAreRead() {
    assertEquals(Map.of(), FlatJson.parse(" { } "));
    assertEquals(
        Map.of("a", "b\"\\/\n\u00e4", "c", ""),
        FlatJson.parse("{ \"a\" : \"b\\\"\\\\\\/\\n\\u00e4\" ,\n\"c\":\"\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"a\"}",
        "{\"a\":1}",
        "{\"a\":{}}",
        "{\"a\":\"b\",}",
        "{\"a\":\"b\"}x",
        "{\"a\":\"b\",\"a\":\"c\"}",
        "{\"a\":\"b",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":\"\\u00",
        "{\"a\":\"\n\"}",
        "{'a':'b'}",
      })
  void anythingElseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> FlatJson.parse(text));
  }
}
