/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTextTest {
  private static final MemoryText MEMORY =
      new MemoryText(
          86_400,
          -1,
          List.of(
              new Usage.Use("modem-radio", 300, "2026-11-26T06:20:47Z"),
              new Usage.Use("restart-host", 480, "2026-11-26T06:23:47Z")));

  @Test
  void whatIsWrittenIsRead() {
    assertEquals(Optional.of(MEMORY), MemoryText.parse(MEMORY.write()));
    MemoryText empty = new MemoryText(0, 0, List.of());
    assertEquals(Optional.of(empty), MemoryText.parse(empty.write()));
  }

  @Test
  void everyCutIsNoticed() {
    String whole = MEMORY.write();
    for (int i = 0; i < whole.length(); i++) {
      assertEquals(Optional.empty(), MemoryText.parse(whole.substring(0, i)), "cut at " + i);
    }
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    String whole = MEMORY.write();
    for (int i = 0; i < whole.length(); i++) {
      char other = whole.charAt(i) == '1' ? '2' : '1';
      String changed = whole.substring(0, i) + other + whole.substring(i + 1);
      assertEquals(Optional.empty(), MemoryText.parse(changed), "changed at " + i);
    }
  }

  @Test
  void whatIsNoMemoryIsNotReadAsOne() {
    for (String text : List.of("", "\n", "\n\n", "x", "crc32 0\n")) {
      assertEquals(Optional.empty(), MemoryText.parse(text));
    }
  }
}
