/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private final Routes<Integer> routes = new Routes<>();

  @ParameterizedTest
  @CsvSource({
    "'',               1, ''",
    "/,                1, ''",
    "/page.css,        1, /page.css",
    "/a,               2, ''",
    "/a/,              2, /",
    "/a/x,             2, /x",
    "/ab,              1, /ab",
    "/a/b,             3, ''",
    "/a/b/c/d,         3, /c/d",
    "/a/bc,            2, /bc",
  })
  void theLongestPathOfWholeSegmentsIsChosen(String path, int resource, String rest) {
    routes.add("/", 1);
    routes.add("/a", 2);
    routes.add("/a/b/", 3);

    Routes.Found<Integer> found = routes.find(path).orElseThrow();

    assertEquals(resource, found.resource());
    assertEquals(rest, found.rest());
  }

  @Test
  void whereNothingIsNothingIsFound() {
    assertEquals(Optional.empty(), routes.find("/a"));
    routes.add("/a", 1);
    assertEquals(Optional.empty(), routes.find("/"));
    assertEquals(Optional.empty(), routes.find("/b"));
    assertEquals(Set.of("/a"), routes.paths());
  }

  @Test
  void ofTwoWithOnePathTheGreaterAnswersUntilItGoes() {
    routes.add("/a", 1);
    routes.add("/a", 2);
    assertEquals(2, routes.find("/a").orElseThrow().resource());

    routes.remove("/a", 2);
    assertEquals(1, routes.find("/a").orElseThrow().resource());
    routes.remove("/a", 1);
    assertEquals(Optional.empty(), routes.find("/a"));
  }
}
