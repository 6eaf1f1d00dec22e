/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final long START = Long.MAX_VALUE - 5;

  private final Pacer pacer = new Pacer(START);

  @Test
  void oneSecondsWorthComesAtOnce() {
    assertEquals(START, pacer.took(1000, 1000, START));
    assertEquals(at(500), pacer.took(500, 1000, START));
  }

  @Test
  void theRateHoldsOverTime() {
    long now = START;
    long total = 0;
    while (now - START < TimeUnit.SECONDS.toNanos(10)) {
      long until = pacer.took(300, 1000, now);
      total += 300;
      now = until - now > 0 ? until : now + 1;
    }
    assertEquals(11_000, total, 300);
  }

  @Test
  void timeWithoutBytesIsNotSavedUp() {
    assertEquals(at(99_000 + 500), pacer.took(1500, 1000, at(99_000)));
  }

  @Test
  void withoutARateNothingWaits() {
    assertEquals(START, pacer.took(1 << 30, 0, START));
    assertEquals(START, pacer.took(1000, 1000, START));
  }

  private static long at(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
