/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logical names. */
class ObisTest {
  private static final Obis ENERGY = new Obis(1, 0, 1, 8, 0, 255);

  @ParameterizedTest
  @ValueSource(strings = {"1.0.1.8.0.255", "1-0:1.8.0*255", "1-0:1.8.0.255", "1-0:1.8.0"})
  void isReadInItsForms(String text) {
    assertEquals(ENERGY, Obis.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.0.1.8.0",
        "1.0.1.8.0.256",
        "1.0.1.8.0.255.",
        "1.0.1.8.0.255.1",
        "1..1.8.0.255",
        "a.0.1.8.0.255",
        "1-0:1.8",
        "1-0.1.8.0.255",
        "99999999999.0.1.8.0.255",
        "1.0.1.8.0.-1",
        ".0.1.8.0.255"
      })
  void textThatIsNoneIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Obis.of(text));
  }

  @Test
  void isSixOctets() {
    byte[] octets = {1, 0, 1, 8, 0, (byte) 255};

    assertArrayEquals(octets, ENERGY.bytes());
    assertEquals(ENERGY, Obis.read(octets, 0));
    assertTrue(ENERGY.matches(octets, 0));
    assertFalse(new Obis(1, 0, 1, 8, 0, 254).matches(octets, 0));
    assertEquals("1.0.1.8.0.255", ENERGY.toString());
  }

  @Test
  void groupsAreOctets() {
    assertThrows(IllegalArgumentException.class, () -> new Obis(256, 0, 0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Obis(0, 0, 0, 0, 0, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "30, Wh, watt-hour, active energy",
    "27, W, watt, active power",
    "9, °C, degree Celsius, temperature",
    "13, m³, cubic metre, volume",
    "174, Btu/d, British thermal unit per day, thermal power"
  })
  void unitsHaveSymbols(int code, String symbol, String name, String quantity) {
    assertEquals(new Unit(code, symbol, name, quantity), Unit.of(code));
  }

  @Test
  void everyCodeHasAUnit() {
    for (int code = 0; code <= 255; code++) {
      assertEquals(code, Unit.of(code).code());
      assertFalse(Unit.of(code).toString().isEmpty());
    }
    assertEquals("", Unit.of(58).quantity());
    assertThrows(IllegalArgumentException.class, () -> Unit.of(256));
  }
}
