/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DlmsValuesTest {
  @Test
  void readingsAreEqualByTheirOctets() {
    DlmsReading one = DlmsReading.of("1:0.0.42.0.0.255:2", new byte[] {1, 2}, "");
    DlmsReading same = DlmsReading.of("1:0.0.42.0.0.255:2", new byte[] {1, 2}, "");
    assertEquals(one, same);
    assertEquals(one.hashCode(), same.hashCode());
    assertNotEquals(one, DlmsReading.of("1:0.0.42.0.0.255:2", new byte[] {1, 3}, ""));
  }

  @Test
  void aReadingIsGoodOrSaysWhyNot() {
    assertTrue(DlmsReading.of("a", null, "").isGood());
    assertFalse(DlmsReading.failed("a", "object-undefined").isGood());
    assertThrows(NullPointerException.class, () -> DlmsReading.failed("a", null));
  }

  @Test
  void elementsAreThoseOfTheirMaking() {
    List<DlmsValue> elements = new ArrayList<>(List.of(DlmsValue.of("integer", 1)));
    DlmsValue array = DlmsValue.of("array", elements);
    elements.clear();
    assertEquals(DlmsValue.of("array", List.of(DlmsValue.of("integer", 1))), array);
  }

  @Test
  void anObjectNamesItsAttributes() {
    DlmsObject register =
        new DlmsObject(3, "register", 0, "1.0.1.8.0.255", List.of(1, 2), List.of(), List.of(1));
    assertEquals("3:1.0.1.8.0.255:2", register.reference(2));
  }
}
