/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransmissionClockTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long NOW = Long.MAX_VALUE - SECOND;

  /** 960 bytes a second. */
  private final LineSettings line =
      SerialSettings.of(Configs.of(Map.of("device", "fake", "baudRate", 9600))).line();

  private final TransmissionClock clock = new TransmissionClock(line, NOW);

  @Test
  void givenAnIdleLine_thenBytesTakeTheirOwnTime() {
    assertEquals(SECOND, clock.add(960, NOW) - NOW);
    assertEquals(12 * SECOND, clock.add(1920, NOW + 10 * SECOND) - NOW, "idle again");
  }

  @Test
  void givenABusyLine_thenBytesWaitForThoseAhead() {
    clock.add(960, NOW);
    assertEquals(2 * SECOND, clock.add(960, NOW + SECOND / 2) - NOW);
  }

  @Test
  void givenADeviceFasterThanItsBaudRate_thenOnlyWhatADriverHoldsIsAhead() {
    for (int i = 0; i < 1000; i++) {
      clock.add(960, NOW);
    }
    assertEquals(
        line.transmissionNanos(TransmissionClock.DRIVER_BUFFER) + SECOND,
        clock.add(960, NOW) - NOW);
  }
}
