/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BlinkCodeTest {
  @Test
  void allWellIsSteady() {
    assertEquals(new BlinkCode.Phase(true, BlinkCode.FOR_EVER), BlinkCode.at(Shown.WELL, 0));
    assertEquals(new BlinkCode.Phase(true, BlinkCode.FOR_EVER), BlinkCode.at(Shown.WELL, 12345));
  }

  @Test
  void nothingKnownIsEven() {
    assertEquals("X X X X X . . . . . X X X X X", drawn(Shown.STARTING, 15));
  }

  @Test
  void aCodeIsCountedBetweenPauses() {
    assertEquals("X . . . . . . . . X . . . . . . . . X", drawn(Shown.PORT, 19));
    assertEquals("X . . X . . . . . . . . X", drawn(Shown.HEAD_END, 13));
    assertEquals("X . . X . . X . . . . . . . . X", drawn(Shown.NETWORK, 16));
  }

  @Test
  void eachPhaseEndsWhereItSaysSo() {
    for (Shown shown : Shown.values()) {
      if (shown != Shown.WELL) {
        for (long millis = 0; millis < 10_000; millis++) {
          BlinkCode.Phase phase = BlinkCode.at(shown, millis);
          assertTrue(phase.left() > 0);
          assertEquals(phase.on(), BlinkCode.at(shown, millis + phase.left() - 1).on());
          assertEquals(!phase.on(), BlinkCode.at(shown, millis + phase.left()).on());
        }
      }
    }
  }

  @Test
  void itBlinksAsOftenAsItsCodeSays() {
    for (Shown shown : Shown.values()) {
      if (shown.blinks() > 0) {
        int period = shown.blinks() * (BlinkCode.ON_MS + BlinkCode.OFF_MS) - BlinkCode.OFF_MS;
        int blinks = 0;
        boolean before = false;
        for (long millis = 0; millis < period + BlinkCode.PAUSE_MS; millis++) {
          boolean on = BlinkCode.at(shown, millis).on();
          blinks += on && !before ? 1 : 0;
          before = on;
        }
        assertEquals(shown.blinks(), blinks, shown.name());
      }
    }
  }

  /** A character for each fifth of a second. */
  private static String drawn(Shown shown, int fifths) {
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < fifths; i++) {
      drawn.append(BlinkCode.at(shown, i * 200L).on() ? "X " : ". ");
    }
    return drawn.toString().strip();
  }
}
