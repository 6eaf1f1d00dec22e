/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void withoutJitterDelaysDoubleUpToTheLargest() {
    assertSchedule(() -> 0.5, 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000);
  }

  @Test
  void jitterIsAFifthEitherWay() {
    assertSchedule(() -> 0.0, 800, 1600, 3200);
    assertSchedule(() -> 1.0, 1200, 2400, 4800);
  }

  @Test
  void resetBeginsAnew() {
    Backoff backoff = new Backoff(() -> 0.5);
    backoff.nextNanos(1000, 60000);
    backoff.nextNanos(1000, 60000);
    backoff.reset();
    assertEquals(TimeUnit.SECONDS.toNanos(1), backoff.nextNanos(1000, 60000));
  }

  private static void assertSchedule(DoubleSupplier random, long... millis) {
    Backoff backoff = new Backoff(random);
    assertEquals(
        LongStream.of(millis).boxed().toList(),
        LongStream.of(millis)
            .map(i -> Math.round(backoff.nextNanos(1000, 60000) / 1e6))
            .boxed()
            .toList());
  }
}
