/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000})
  void anElementOfAnyLengthIsFoundAgain(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    byte[] sequence =
        Der.element(
            Der.SEQUENCE,
            Der.element(Der.INTEGER, new byte[1]),
            Der.element(Der.OCTET_STRING, content));
    assertArrayEquals(content, Der.find(sequence, Der.OCTET_STRING).orElseThrow());
    assertTrue(Der.find(sequence, Der.CONTEXT_0).isEmpty());
  }

  @Test
  void lengthsAreWrittenInTheShortestForm() {
    assertEquals("0203010203", HexFormat.of().formatHex(Der.element(2, new byte[] {1, 2, 3})));
    assertEquals(
        "04818000", HexFormat.of().formatHex(Der.element(4, new byte[128])).substring(0, 8));
    assertEquals(
        "0482010000", HexFormat.of().formatHex(Der.element(4, new byte[256])).substring(0, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "0201", "30847fffffff", "3080", "300302ff01"})
  void whatIsDamagedIsRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThrows(IllegalArgumentException.class, () -> Der.find(bytes, Der.CONTEXT_0));
  }

  @Test
  void anyBytesAreFoundOrRefused() {
    Random random = new Random(1);
    for (int run = 0; run < 100_000; run++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 1) {
        bytes[0] = Der.SEQUENCE;
      }
      try {
        Der.find(bytes, Der.CONTEXT_0);
      } catch (IllegalArgumentException e) {
        assertEquals("damaged DER", e.getMessage());
      }
    }
  }

  @Test
  void anyTextIsReadAsPemOrRefused() {
    Random random = new Random(2);
    byte[] good =
        "-----BEGIN A-----\nAAAA\n-----END A-----\n-----BEGIN B-----\nB: c\n\nAAAA\n-----END B-----"
            .getBytes();
    for (int run = 0; run < 100_000; run++) {
      byte[] text = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int change = random.nextInt(4); change > 0 && text.length > 0; change--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      try {
        PemReader.read(text);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith("a "), e.getMessage());
      }
    }
  }
}
