/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The bundles of the project, as built. */
final class Project {
  private static final Path BUILT = Path.of(System.getProperty("meterway.bundles"));
  private static final Path SOURCES = Path.of(System.getProperty("meterway.bundles.sources"));
  private static final String PREFIX = "org.meterway.";

  /** Compiled against and nothing more. */
  private static final String NEVER_SHIPPED = PREFIX + "kura-signatures";

  /**
   * Where Kura is, its own marker, console, servlet API, watchdog and packages take their places.
   */
  private static final Set<String> STANDALONE_ONLY =
      Set.of(
          PREFIX + "kura-marker",
          PREFIX + "webconsole",
          PREFIX + "web-jakarta",
          PREFIX + "systemd",
          PREFIX + "update");

  /** What Kura lacks, and the features bring. */
  private static final List<String> LIBRARIES = List.of("jSerialComm");

  private Project() {}

  /** The names of all modules that are bundles, as sources. */
  static List<String> modules() {
    return list(SOURCES)
        .filter(folder -> Files.exists(folder.resolve("pom.xml")))
        .map(folder -> PREFIX + folder.getFileName())
        .filter(name -> !name.equals(NEVER_SHIPPED))
        .sorted()
        .toList();
  }

  /** The file names of all bundles that were built, without their extension. */
  static List<String> built() {
    return list(BUILT)
        .map(jar -> jar.getFileName().toString())
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> name.replaceFirst("\\.jar$", ""))
        .sorted()
        .toList();
  }

  static List<BundleFile> bundles() {
    return built().stream().map(Project::read).toList();
  }

  /** What is installed on Kura: our bundles, and what they need besides. */
  static List<BundleFile> installedOnKura() {
    return Stream.concat(
            built().stream().filter(name -> !STANDALONE_ONLY.contains(name)), LIBRARIES.stream())
        .map(Project::read)
        .toList();
  }

  private static BundleFile read(String name) {
    return BundleFile.read(BUILT.resolve(name + ".jar"));
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Cannot list " + folder, unreadable);
    }
  }
}
