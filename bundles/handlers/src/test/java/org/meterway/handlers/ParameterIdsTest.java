/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParameterIdsTest {
  @Test
  void givenIdsInAnyFormThenAllAreRead() {
    for (Object form :
        List.of(
            new int[] {0x8003, 0x2801},
            new String[] {"0x8003", "10241"},
            List.of(0x8003, "0x2801"))) {
      assertEquals(Set.of(0x8003, 0x2801), ParameterIds.of(form));
    }
    assertEquals(Set.of(0x8003), ParameterIds.of(0x8003));
  }

  @Test
  void givenWrongIdsThenTheErrorShowsThem() {
    for (Object form : Arrays.asList(-1, 65536, "meter", "", new int[] {70000}, new int[0], null)) {
      assertThrows(IllegalArgumentException.class, () -> ParameterIds.of(form));
    }
    assertEquals(
        "\"meter\", expected a parameter id from 0 to 65535, such as 0x8003",
        assertThrows(IllegalArgumentException.class, () -> ParameterIds.of("meter")).getMessage());
  }
}
