/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A bundle of the distribution. The folders in {@code bundles/} say when it starts and what it is
 * for: {@code <start level>-<feature>/<jar>}.
 *
 * @param jar its file
 * @param startLevel when it starts
 */
record SystemBundle(Path jar, int startLevel) {
  /** Where the Meterway bundles start, and what a user adds to them. */
  static final int METERWAY_LEVEL = 30;

  /** Where that starts which is neither. */
  private static final int DEPLOY_LEVEL = 40;

  private static final Pattern GROUP = Pattern.compile("([0-9]+)-(.+)");

  /**
   * The jars of a distribution by {@code <start level>-<feature>/<jar>}, in the order of their
   * start levels and names.
   */
  static Map<String, Path> jars(Path home) throws GatewayException {
    Path folder = home.toAbsolutePath().normalize().resolve("bundles");
    Map<String, Path> jars = new LinkedHashMap<>();
    try {
      for (Path group : sorted(folder)) {
        if (GROUP.matcher(group.getFileName().toString()).matches()) {
          for (Path jar : sorted(group)) {
            jars.put(group.getFileName() + "/" + jar.getFileName(), jar);
          }
        }
      }
    } catch (IOException e) {
      throw new GatewayException(
          "Bundles of the distribution cannot be read: " + IoReason.of(e), e);
    }
    if (jars.isEmpty()) {
      throw new GatewayException(
          "No bundles in " + folder + "; is " + home + " an unpacked distribution?");
    }
    return jars;
  }

  /**
   * The bundles of all features that are wanted.
   *
   * @param jars by {@code <start level>-<feature>/<jar>}
   */
  static List<SystemBundle> list(Map<String, Path> jars, Predicate<String> wantedFeature) {
    List<SystemBundle> bundles = new ArrayList<>();
    jars.forEach(
        (place, jar) -> {
          Matcher name = GROUP.matcher(place.substring(0, place.indexOf('/')));
          if (name.matches() && wantedFeature.test(name.group(2))) {
            Path file = jar.toAbsolutePath().normalize();
            bundles.add(new SystemBundle(file, Integer.parseInt(name.group(1))));
          }
        });
    return bundles;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.sorted().toList();
    }
  }

  /** Whether it is one of the Meterway bundles. */
  boolean isMeterway() {
    return startLevel >= METERWAY_LEVEL && startLevel < DEPLOY_LEVEL;
  }

  /** Where the framework finds it; the jar is read in place and not copied. */
  String location() {
    return "reference:" + jar.toUri();
  }
}
