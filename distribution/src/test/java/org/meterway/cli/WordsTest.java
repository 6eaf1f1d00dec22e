/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void aLineOfTextIsShownAsText() {
    assertEquals("\"4.711 kWh\"", Words.data("4.711 kWh\r\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsNoTextIsShownInHex() {
    assertEquals("34 00", Words.data(new byte[] {0x34, 0}));
    assertEquals("c2 b5", Words.data("µ".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsLongIsShortened() {
    assertEquals(
        "61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 61 ... (81 bytes)",
        Words.data("a".repeat(81).getBytes(StandardCharsets.UTF_8)));
  }
}
