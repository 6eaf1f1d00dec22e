/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The check sequence against the definition, bit by bit. */
class Fcs16Test {
  @Test
  void theCatalogueValueIsFound() {
    byte[] octets = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertEquals(0x906E, Fcs16.over(octets, 0, octets.length));
  }

  @Test
  void everyLengthAndOffsetFollowsTheDefinition() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] octets = new byte[300];
    random.nextBytes(octets);
    for (int from = 0; from < 20; from++) {
      for (int to = from; to <= octets.length; to += 7) {
        assertEquals(bitByBit(octets, from, to), Fcs16.over(octets, from, to));
      }
    }
  }

  @Test
  void whatIsAppendedIsRight() {
    byte[] octets = {1, 2, 3, 4, 0, 0};

    Fcs16.append(octets, 0, 4);

    assertTrue(Fcs16.isRight(octets, 0, 4));
  }

  private static int bitByBit(byte[] octets, int from, int to) {
    int state = 0xFFFF;
    for (int i = from; i < to; i++) {
      state ^= octets[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        state = (state & 1) != 0 ? state >>> 1 ^ 0x8408 : state >>> 1;
      }
    }
    return ~state & 0xFFFF;
  }
}
