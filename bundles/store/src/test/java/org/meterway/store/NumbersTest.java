/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void givenARunThenItIsTheUpperHalf() {
    assertEquals(0x0000_0005_0000_0001L, Numbers.first(5));
    assertEquals(5, Numbers.run(Numbers.first(5) + 1000));
  }

  @Test
  void givenAClockThenTheRunIsItsSeconds() {
    assertEquals(70_000_000, Numbers.nextRun(3, 70_000_000));
  }

  @Test
  void givenAClockThatIsWrongThenRunsStillRise() {
    assertEquals(70_000_001, Numbers.nextRun(70_000_000, 5));
    assertEquals(1, Numbers.nextRun(0, -9));
    int ahead = Numbers.nextRun(3, Long.MAX_VALUE);
    assertTrue(Numbers.nextRun(ahead, 5) > ahead);
    assertTrue(Numbers.first(ahead) > 0);
  }
}
