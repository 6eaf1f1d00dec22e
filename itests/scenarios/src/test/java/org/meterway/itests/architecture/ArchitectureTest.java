/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every bundle of the project, as built, keeps every rule of the house. */
class ArchitectureTest {
  private static final Path BUILT = Path.of(System.getProperty("meterway.bundles"));
  private static final Path SOURCES = Path.of(System.getProperty("meterway.bundles.sources"));
  private static final String NEVER_SHIPPED = "kura-signatures";

  @Test
  void noBundleImportsANeighbour() throws IOException {
    requireOfAll(Rules::importsOfNeighbours);
    requireOfAll(Rules::requiredBundles);
  }

  @Test
  void onlyContractsAreExported() throws IOException {
    requireOfAll(Rules::exportsOfProviders);
  }

  @Test
  void everyExportHasAVersion() throws IOException {
    requireOfAll(Rules::exportsWithoutVersion);
  }

  @Test
  void importsResolveOnEachKura() throws IOException {
    requireOfAll(Rules::importRanges);
  }

  @Test
  void noComponentDeclaresAServicePid() throws IOException {
    requireOfAll(Rules::declaredServicePids);
  }

  @Test
  void eachConfiguredComponentHasOneNameEverywhere() throws IOException {
    requireOfAll(Rules::differingNames);
  }

  @Test
  void allByteCodeIsOfJava17() throws IOException {
    requireOfAll(Rules::otherByteCode);
  }

  private static void requireOfAll(Function<BundleFile, List<String>> rule) throws IOException {
    List<Path> jars;
    try (Stream<Path> folders = Files.list(SOURCES)) {
      jars =
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !name.equals(NEVER_SHIPPED))
              .sorted()
              .map(name -> BUILT.resolve("org.meterway." + name + ".jar"))
              .toList();
    }
    assertFalse(jars.isEmpty(), "no bundles in " + SOURCES);
    List<String> broken =
        jars.stream().map(BundleFile::read).flatMap(jar -> rule.apply(jar).stream()).toList();
    assertEquals(List.of(), broken);
  }
}
