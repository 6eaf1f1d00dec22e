/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.gateway.config.Catalogue;
import org.meterway.gateway.config.GatewayConfiguration;
import org.meterway.gateway.config.InvalidFileException;

class ConfigurationApplierTest {
  private static final String ONE = "{ \"one\": { \"a\": 1 } }";

  @TempDir private Path folder;
  private final StoredConfigurations configurations = new StoredConfigurations();

  private ConfigurationApplier applier(List<String> singletons) {
    return new ConfigurationApplier(
        configurations::admin, folder.resolve("applied.json"), () -> singletons);
  }

  private void apply(String json, String... singletons) throws IOException, InvalidFileException {
    applier(List.of(singletons))
        .apply(GatewayConfiguration.parse("gateway.json", json, Catalogue.read(List.of())));
  }

  private String applied() throws IOException {
    return Files.readString(folder.resolve("applied.json"));
  }

  @Test
  void whatTheFileNoLongerDefinesIsDeletedAndAllElseIsLeftAlone() throws Exception {
    configurations.stored.put("console", Map.of("b", 2L));
    apply("{ \"one\": { \"a\": 1 }, \"two~x(y)\": {} }");
    assertEquals(
        Map.of(
            "console",
            Map.of("b", 2L),
            "one",
            Map.of("a", 1L),
            "two~x(y)",
            Map.of("kura.service.pid", "x(y)")),
        configurations.stored);

    apply(ONE);

    assertEquals(Set.of("console", "one"), configurations.stored.keySet());
    assertEquals("{\"one\":{\"a\":1}}", applied());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000\u0000", "{\"one\":", "null", "\u00ff"})
  void aDamagedMemoryIsReplaced(String content) throws Exception {
    Files.writeString(folder.resolve("applied.json"), content, StandardCharsets.ISO_8859_1);

    apply(ONE);

    assertEquals(Set.of("one"), configurations.stored.keySet());
    assertEquals("{\"one\":{\"a\":1}}", applied());
  }

  @Test
  void anUnchangedDefinitionLeavesWhatTheWebConsoleChanged() throws Exception {
    apply(ONE);
    configurations.stored.put("one", Map.of("a", 5L));

    apply(ONE);
    assertEquals(Map.of("a", 5L), configurations.stored.get("one"));

    apply("{ \"one\": { \"a\": 3 } }");
    assertEquals(Map.of("a", 3L), configurations.stored.get("one"));
  }

  @Test
  void aSingletonIsCreatedOnceAndNeverTouchedAgain() throws Exception {
    configurations.stored.put("known", Map.of("a", 5L));
    apply("{}", "known", "new");
    assertEquals(Map.of("known", Map.of("a", 5L), "new", Map.of()), configurations.stored);

    configurations.stored.put("new", Map.of("b", 6L));
    apply("{}", "known", "new");
    apply("{}");

    assertEquals(Map.of("known", Map.of("a", 5L), "new", Map.of("b", 6L)), configurations.stored);
  }

  @Test
  void aSingletonThatComesLaterGetsAnEmptyConfiguration() throws Exception {
    List<String> singletons = new ArrayList<>();
    ConfigurationApplier applier = applier(singletons);
    configurations.stored.put("known", Map.of("a", 5L));
    applier.createSingletons();
    assertEquals(Set.of("known"), configurations.stored.keySet());

    singletons.addAll(List.of("known", "new"));
    applier.createSingletons();

    assertEquals(Map.of("known", Map.of("a", 5L), "new", Map.of()), configurations.stored);
  }

  @Test
  void aSingletonThatTheFileForgetsGetsItsDefaultsBack() throws Exception {
    apply(ONE, "one");
    apply("{}", "one");

    assertEquals(Map.of("one", Map.of()), configurations.stored);
    assertEquals("{}", applied());
  }

  @Test
  void whatAFailedAttemptLeftIsClearedUpByTheNext() throws Exception {
    configurations.failing.add("two");
    assertThrows(
        IOException.class, () -> apply("{ \"one\": { \"a\": 1 }, \"two\": {}, \"three\": {} }"));
    assertEquals(Set.of("one"), configurations.stored.keySet());

    configurations.failing.clear();
    apply("{ \"three\": {} }");

    assertEquals(Set.of("three"), configurations.stored.keySet());
    assertEquals("{\"three\":{}}", applied());
  }

  @Test
  void theOldDefinitionComesBackAfterAFailedAttemptWithANewOne() throws Exception {
    apply(ONE);
    configurations.failing.add("two");
    assertThrows(IOException.class, () -> apply("{ \"one\": { \"a\": 2 }, \"two\": {} }"));
    assertEquals(Map.of("a", 2L), configurations.stored.get("one"));

    apply(ONE);

    assertEquals(Map.of("a", 1L), configurations.stored.get("one"));
  }

  @Test
  void aDamagedMemoryAppliesAllAnew() throws Exception {
    apply(ONE);
    configurations.stored.put("one", Map.of("a", 5L));
    Files.writeString(folder.resolve("applied.json"), "{");

    apply(ONE);

    assertEquals(Map.of("a", 1L), configurations.stored.get("one"));
  }
}
