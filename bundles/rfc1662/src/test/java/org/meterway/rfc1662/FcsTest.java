/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.api.codec.FrameCheck;

class FcsTest {
  private static final byte[] CHECK_INPUT = "123456789".getBytes(US_ASCII);

  @Test
  void fcs16OfTheCheckInputIsTheKnownOne() {
    assertEquals(0x906E, Fcs.of(FrameCheck.FCS16).over(CHECK_INPUT, 0, 9));
  }

  @Test
  void fcs32OfTheCheckInputIsTheKnownOne() {
    assertEquals(0xCBF43926, Fcs.of(FrameCheck.FCS32).over(CHECK_INPUT, 0, 9));
  }

  /** RFC 1662 C.2 and C.3: over data and its own FCS the state is the "good" constant. */
  @Test
  void fcsOverDataAndFcsIsTheGoodConstantOfTheStandard() {
    byte[] with16 = Input.join(CHECK_INPUT, Input.hex("6e90"));
    byte[] with32 = Input.join(CHECK_INPUT, Input.hex("2639f4cb"));
    assertEquals(0xF0B8, ~Fcs.of(FrameCheck.FCS16).over(with16, 0, 11) & 0xFFFF);
    assertEquals(0xDEBB20E3, ~Fcs.of(FrameCheck.FCS32).over(with32, 0, 13));
  }

  @ParameterizedTest
  @EnumSource
  void everyLengthAndOffsetAgreesWithTheDefinitionBitByBit(FrameCheck check) {
    byte[] bytes = Input.random(new SplittableRandom(1), 1100);
    Fcs fcs = Fcs.of(check);
    for (int offset = 0; offset < 9; offset++) {
      int state = -1;
      for (int to = offset; to <= bytes.length; to++) {
        int expected = ~state & mask(check);
        assertEquals(expected, fcs.over(bytes, offset, to), offset + " to " + to);
        if (to < bytes.length) {
          state = bitByBit(check, state & mask(check), bytes[to]);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoStretchesGiveWhatTheyGiveAsOne(FrameCheck check) {
    byte[] bytes = Input.random(new SplittableRandom(2), 900);
    Fcs fcs = Fcs.of(check);
    for (int middle = 0; middle <= 900; middle += 7) {
      assertEquals(fcs.over(bytes, 0, 900), fcs.over(bytes, 0, middle, bytes, middle, 900));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shiftJoinsValuesOfNeighbouringStretches(FrameCheck check) {
    byte[] bytes = Input.random(new SplittableRandom(3), 70_000);
    Fcs fcs = Fcs.of(check);
    for (int middle = 0; middle <= bytes.length; middle += 997) {
      int joined =
          fcs.shift(fcs.over(bytes, 0, middle), bytes.length - middle)
              ^ fcs.over(bytes, middle, bytes.length);
      assertEquals(fcs.over(bytes, 0, bytes.length), joined);
    }
  }

  @ParameterizedTest
  @EnumSource
  void checkpointsGiveWhatReadingAfreshGives(FrameCheck check) {
    SplittableRandom random = new SplittableRandom(4);
    byte[] bytes = Input.random(random, 40_000);
    Fcs fcs = Fcs.of(check);
    int longest = 5000;
    FcsCheckpoints checkpoints = new FcsCheckpoints(fcs, longest);
    long origin = -1234;
    for (int from = 1300; from < bytes.length - longest; from += random.nextInt(700)) {
      int to = from + random.nextInt(64, longest + 1);
      assertEquals(fcs.over(bytes, from, to), checkpoints.over(bytes, from, to, origin));
    }
  }

  private static int mask(FrameCheck check) {
    return check == FrameCheck.FCS16 ? 0xFFFF : -1;
  }

  private static int bitByBit(FrameCheck check, int state, byte octet) {
    int polynomial = check == FrameCheck.FCS16 ? 0x8408 : 0xEDB88320;
    int next = state ^ octet & 0xFF;
    for (int bit = 0; bit < 8; bit++) {
      next = (next & 1) == 0 ? next >>> 1 : next >>> 1 ^ polynomial;
    }
    return next;
  }
}
