/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of the day. */
class DailyWindowTest {
  @ParameterizedTest
  @CsvSource({
    "02:00-04:00, 01:59, 0, false",
    "02:00-04:00, 02:00, 0, true",
    "02:00-04:00, 03:59, 0, true",
    "02:00-04:00, 04:00, 0, false",
    "02:00-04:00, 02:29, 30, false",
    "02:00-04:00, 02:30, 30, true",
    "02:00-04:00, 02:00, 120, true",
    "23:00-01:00, 22:59, 0, false",
    "23:00-01:00, 23:00, 0, true",
    "23:00-01:00, 00:30, 0, true",
    "23:00-01:00, 00:29, 90, false",
    "23:00-01:00, 01:00, 0, false",
    "'', 12:00, 60, true"
  })
  void itIsOpenFromItsBeginAndTheOwnDelayToItsEnd(
      String window, String now, int minutes, boolean open) {
    assertEquals(
        open, DailyWindow.parse(window).isOpen(LocalTime.parse(now), Duration.ofMinutes(minutes)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"02:00", "2-4", "02:00-02:00", "25:00-26:00", "02:00-04:60", "a-b"})
  void whatIsNoneIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> DailyWindow.parse(text));
  }

  @Test
  void anEmptyOneIsTheWholeDay() {
    assertEquals(DailyWindow.ALWAYS, DailyWindow.parse(" "));
  }
}
