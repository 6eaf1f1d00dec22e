/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PropertyValuesTest {
  @Test
  void oneValueAnArrayAndACollectionReadAlike() {
    assertEquals(List.of(), PropertyValues.of(null));
    assertEquals(List.of("a"), PropertyValues.of("a"));
    assertEquals(List.of("a", "b"), PropertyValues.of(new String[] {"a", "b"}));
    assertEquals(List.of(1, 2), PropertyValues.of(new int[] {1, 2}));
    assertEquals(List.of(1, 2), PropertyValues.of(List.of(1, 2)));
  }

  @Test
  void idsAreNumbersOrTextsWithin16Bits() {
    for (Object id : new Object[] {0x2100, 0x2100L, (short) 0x2100, "0x2100", " 0X2100 ", "8448"}) {
      assertEquals(OptionalInt.of(0x2100), PropertyValues.id(id), () -> "" + id);
    }
    for (Object id :
        new Object[] {-1, 65536, 1L << 40, "0x10000", "0x", "meter", "-1", "", 1.5, null}) {
      assertEquals(OptionalInt.empty(), PropertyValues.id(id), () -> "" + id);
    }
  }
}
