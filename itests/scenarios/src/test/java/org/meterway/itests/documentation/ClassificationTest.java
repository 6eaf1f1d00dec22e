/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FrameError;

/**
 * Everything that our bundles count is in the catalogue of metrics: somebody has said whether it
 * only grows, and what it means.
 */
class ClassificationTest {
  private static final String CATALOGUE = "/org/meterway/metrics/catalogue.txt";
  private static final String ANY = ".*";

  @Test
  void everyCounterIsClassified() throws Exception {
    Map<String, Set<String>> kinds = kinds();
    List<Class<?>> counters = counters();
    assertTrue(counters.size() >= 12, "only " + counters);
    List<String> missing = new ArrayList<>();
    for (Class<?> counter : counters) {
      List<String> names = names(counter);
      if (kinds.values().stream().noneMatch(known -> missing(names, known).isEmpty())) {
        missing.add(counter.getName() + " in no kind wholly; the nearest lacks " + nearest(names));
      }
    }
    assertEquals(List.of(), missing, "add them to catalogue.txt of bundles/metrics");
  }

  @Test
  void theFaultsOfTheLineAreOneMetric() throws Exception {
    List<String> faults =
        Arrays.stream(FrameError.values()).map(fault -> "faults." + name(fault)).toList();
    assertEquals(List.of(), missing(faults, kinds().get("link")));
  }

  private static List<String> nearest(List<String> names) throws IOException {
    return kinds().values().stream()
        .map(known -> missing(names, known))
        .min((one, other) -> Integer.compare(one.size(), other.size()))
        .orElseThrow();
  }

  private static List<String> missing(List<String> names, Set<String> known) {
    return names.stream()
        .filter(name -> !known.contains(name))
        .filter(name -> !known.contains(name.replaceFirst("\\..*", "") + ANY))
        .toList();
  }

  private static List<String> names(Class<?> counter) {
    return Arrays.stream(counter.getEnumConstants())
        .map(constant -> name((Enum<?>) constant))
        .toList();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static List<Class<?>> counters() throws IOException, ClassNotFoundException {
    List<Class<?>> counters = new ArrayList<>();
    for (String name : BuiltBundles.classes()) {
      if (name.startsWith("org.meterway.") && name.endsWith("Counter")) {
        Class<?> type = Class.forName(name, false, ClassificationTest.class.getClassLoader());
        if (type.isEnum()) {
          counters.add(type);
        }
      }
    }
    return counters;
  }

  /** What is classified, by kind. */
  private static Map<String, Set<String>> kinds() throws IOException {
    try (InputStream catalogue = ClassificationTest.class.getResourceAsStream(CATALOGUE)) {
      return new String(catalogue.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" +"))
          .collect(
              Collectors.groupingBy(
                  columns -> columns[0],
                  Collectors.mapping(
                      columns -> columns[1], Collectors.toCollection(TreeSet::new))));
    }
  }
}
