/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAlignedAndNumbersStandRight() {
    TextTable table =
        new TextTable("LINK", "FRAMES", "REASON").row("meter1", 5, "").row("m2", 12345, "no port");

    assertEquals(
        """
        LINK    FRAMES  REASON
        meter1       5
        m2       12345  no port
        """,
        table.toString());
  }

  @Test
  void aCellMovesNoCursorAndCountsCharactersThatAPersonSees() {
    TextTable table = new TextTable("A", "B").row("😀\u001b[2J\n", null).row("x", "y");

    assertEquals("A       B\n😀 [2J\nx       y\n", table.toString());
  }

  @Test
  void withoutRowsOnlyTheTitlesStand() {
    TextTable table = new TextTable("A", "B");

    assertTrue(table.isEmpty());
    assertEquals("A  B\n", table.toString());
    assertThrows(IllegalArgumentException.class, () -> table.row("one"));
  }
}
