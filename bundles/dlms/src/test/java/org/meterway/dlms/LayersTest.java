/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.data.Data;

/** What the packages of the library may know of each other, and of the world. */
class LayersTest {
  private static final String LIBRARY = "org.meterway.dlms.";

  /** What makes a component of it; the rest is used without a framework. */
  private static final String COMPONENTS = LIBRARY + "component";

  private static Map<String, Set<String>> references;

  @BeforeAll
  static void readTheClasses() throws Exception {
    Path classes = Path.of(Data.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    references = ClassReferences.byPackage(classes);
  }

  @Test
  void everyPackageIsLookedAt() {
    assertTrue(
        references
            .keySet()
            .containsAll(
                List.of(
                    LIBRARY + "apdu",
                    LIBRARY + "client",
                    LIBRARY + "cosem",
                    LIBRARY + "data",
                    LIBRARY + "push",
                    LIBRARY + "record",
                    LIBRARY + "security",
                    LIBRARY + "transport")),
        references.keySet().toString());
    assertFalse(named(LIBRARY + "transport", LayersTest::waitsOrTalks).isEmpty());
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    assertEquals(List.of(), circle(packages(references)));
  }

  @Test
  void aCircleWouldBeFound() {
    Map<String, Set<String>> graph =
        Map.of("a", Set.of("b", "d"), "b", Set.of("c"), "c", Set.of("b"), "d", Set.of());
    assertEquals(Set.of("b", "c"), new HashSet<>(circle(graph)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apdu", "data", "hdlc", "mbus", "signon", "wrapper"})
  void codecsAndStateMachinesKnowNoSocketsThreadsOrLogs(String name) {
    assertEquals(Set.of(), named(LIBRARY + name, LayersTest::waitsOrTalks));
  }

  @Test
  void onlyComponentsKnowAFramework() {
    for (String name : references.keySet()) {
      if (!name.startsWith(COMPONENTS)) {
        assertEquals(Set.of(), named(name, LayersTest::isOfAFramework), name);
      }
    }
  }

  @Test
  void nothingOfTheLibraryKnowsItsComponents() {
    for (String name : references.keySet()) {
      if (!name.startsWith(COMPONENTS)) {
        assertEquals(Set.of(), named(name, other -> other.startsWith(COMPONENTS)), name);
      }
    }
  }

  private static boolean waitsOrTalks(String name) {
    return name.startsWith("java.net.")
        || name.startsWith("java.nio.channels.")
        || name.startsWith("java.nio.file.")
        || name.startsWith("java.util.concurrent.")
        || name.startsWith("java.util.logging.")
        || name.startsWith("java.util.Timer")
        || name.equals("java.lang.Thread")
        || name.startsWith("org.slf4j.");
  }

  /** Annotations are read by build tools only. */
  private static boolean isOfAFramework(String name) {
    return name.startsWith("org.osgi.") && !name.contains(".annotation")
        || name.startsWith("org.eclipse.kura.")
        || name.startsWith("org.meterway.api.");
  }

  private static Set<String> named(String packageName, Predicate<String> which) {
    Set<String> found = new TreeSet<>(references.get(packageName));
    found.removeIf(which.negate());
    return found;
  }

  private static Map<String, Set<String>> packages(Map<String, Set<String>> classes) {
    Map<String, Set<String>> packages = new TreeMap<>();
    classes.forEach(
        (name, named) -> {
          Set<String> others = packages.computeIfAbsent(name, none -> new TreeSet<>());
          named.stream().map(ClassReferences::packageOf).forEach(others::add);
          others.retainAll(classes.keySet());
        });
    return packages;
  }

  /** The packages of one circle, or none. */
  private static List<String> circle(Map<String, Set<String>> graph) {
    Set<String> done = new HashSet<>();
    for (String start : graph.keySet()) {
      Deque<String> path = new ArrayDeque<>();
      List<String> found = circle(start, graph, path, done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static List<String> circle(
      String at, Map<String, Set<String>> graph, Deque<String> path, Set<String> done) {
    if (path.contains(at)) {
      List<String> found = new ArrayList<>(path);
      return found.subList(found.indexOf(at), found.size());
    }
    if (!done.add(at)) {
      return List.of();
    }
    path.addLast(at);
    for (String next : graph.get(at)) {
      List<String> found = circle(next, graph, path, done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    path.removeLast();
    return List.of();
  }
}
