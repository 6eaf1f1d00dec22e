/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ValueTest {
  @Test
  void numbersStandHighByteFirstAndHaveNoSign() {
    Value value = Value.number(DataType.DOUBLE_LONG_UNSIGNED, 0xFFFF_FFFEL);

    assertArrayEquals(new byte[] {-1, -1, -1, -2}, value.bytes());
    assertEquals(4_294_967_294L, value.asNumber());
    assertEquals("double-long-unsigned:4294967294", value.toString());
  }

  @Test
  void numberThatDoesNotFitIsRefusedWithItsRange() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Value.number(DataType.UNSIGNED, 256));

    assertEquals("256 does not fit unsigned, expected 0 to 255", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Value.number(DataType.UNSIGNED, -1));
    assertThrows(IllegalArgumentException.class, () -> Value.number(DataType.OCTET_STRING, 1));
  }

  @Test
  void lengthMustFitTheType() {
    assertThrows(
        IllegalArgumentException.class, () -> new Value(DataType.LONG_UNSIGNED, new byte[3]));
    assertThrows(
        IllegalArgumentException.class, () -> new Value(DataType.OCTET_STRING, new byte[256]));
    assertEquals(255, new Value(DataType.OCTET_STRING, new byte[255]).bytes().length);
  }

  @Test
  void textIsKept() {
    assertEquals("Zähler 1", Value.text("Zähler 1").asText());
    assertEquals(DataType.VISIBLE_STRING, Value.text("x").type());
  }

  @Test
  void typesAreFoundByTagAndByName() {
    for (DataType type : DataType.values()) {
      assertEquals(type, DataType.of(type.tag()).orElseThrow());
      assertEquals(type, DataType.named(type.dlmsName().toUpperCase()).orElseThrow());
    }
    assertTrue(DataType.of(0x99).isEmpty());
    assertTrue(DataType.named("float").isEmpty());
  }

  @Test
  void commandsAreFoundByTheirOctet() {
    for (Command command : Command.values()) {
      assertEquals(command, Command.of(command.code()).orElseThrow());
    }
    assertTrue(Command.of(0).isEmpty());
    assertTrue(Command.of(-1).isEmpty());
    assertTrue(Command.of(256).isEmpty());
  }
}
