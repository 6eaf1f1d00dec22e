/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that a fault or an enemy wrote; as large as the gateway reads at all. */
class HostileConfigurationTest {
  private static final int MANY = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Catalogue catalogue;

  @BeforeEach
  void givenBundlesWithMetatype() throws IOException {
    catalogue = Catalogue.read(List.of(Jars.bundles(folder)));
  }

  static Stream<Arguments> hostile() {
    String port = "{ \"org.meterway.test.Port~m\": { \"device\": \"x\", ";
    return Stream.of(
        Arguments.of("arrays in arrays", port + "\"limits\": " + "[".repeat(MANY)),
        Arguments.of("objects in objects", "{\"a\":".repeat(MANY / 5)),
        Arguments.of(
            "arrays for another maker",
            "{\"a\":{\"b\":" + "[".repeat(900) + "]".repeat(900) + "}}"),
        Arguments.of("digits", port + "\"baudRate\": 1" + "0".repeat(MANY - 100) + "} }"),
        Arguments.of("exponent", port + "\"baudRate\": 1e999999999 } }"),
        Arguments.of("tiny exponent", port + "\"baudRate\": 1e-999999999 } }"),
        Arguments.of("overflowing exponent", port + "\"baudRate\": 1e99999999999 } }"),
        Arguments.of("digits without a type", "{\"a\":{\"b\":1" + "0".repeat(MANY - 100) + "}}"),
        Arguments.of("many unknown", "{" + "\"org.meterway.x~1\":{},".repeat(MANY / 22) + "}"),
        Arguments.of("many twice", port + "\"limits\": [1],".repeat(MANY / 16) + "\"a\": 1 } }"),
        Arguments.of("comment without end", "{ /*" + "*".repeat(MANY)),
        Arguments.of("slashes", "/".repeat(MANY)),
        Arguments.of("text without end", "{ \"" + "\\\\".repeat(MANY / 2)),
        Arguments.of("zeros", "\0".repeat(MANY)),
        Arguments.of("lone surrogates", "{ \"\uD800\": \uDC00 }"),
        Arguments.of("empty", ""),
        Arguments.of("spaces", " ".repeat(MANY)),
        Arguments.of("filter", port + "\"x.target\": \"" + "(!".repeat(MANY / 3) + "\" } }"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void isRefusedInWordsAndSoon(String name, String text) {
    InvalidFileException refused =
        assertTimeoutPreemptively(
            PATIENCE,
            () ->
                assertThrows(
                    InvalidFileException.class,
                    () -> GatewayConfiguration.parse("gateway.json", text, catalogue)));

    assertTrue(refused.problems().size() <= InvalidFileException.MOST + 1, "a flood of lines");
    for (String problem : refused.problems()) {
      assertTrue(problem.length() < 1000, "a line of " + problem.length());
      assertTrue(problem.startsWith("gateway.json:") || problem.startsWith("and "), problem);
    }
  }

  @Test
  void manyOfAnotherMakersAreTaken() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; text.length() < MANY - 40; i++) {
      text.append("\"com.example.Thing~").append(i).append("\":{},");
    }
    String all = text.append("\"com.example.Last\":{}}").toString();

    assertTimeoutPreemptively(
        PATIENCE, () -> GatewayConfiguration.parse("gateway.json", all, catalogue));
  }
}
