/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN = List.of("decode", "encode", "demo", "import");

  @ParameterizedTest
  @CsvSource({"decod,decode", "ENCODE,encode", "dmeo,demo", "imprt,import", "encdoe,encode"})
  void findsTheNearest(String mistyped, String name) {
    assertEquals("; did you mean '" + name + "'?", Nearest.suggestion(mistyped, KNOWN));
  }

  @Test
  void saysNothingWhereNothingIsNear() {
    assertEquals("", Nearest.suggestion("registry", KNOWN));
    assertEquals("", Nearest.suggestion("x", List.of("GET")));
  }
}
