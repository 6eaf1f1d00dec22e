/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, with a bound that only a failing test reaches. */
final class Await {
  private static final long BOUND_NANOS = Duration.ofSeconds(20).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    until(() -> what, condition);
  }

  static void until(Supplier<String> what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("waited in vain until " + what.get());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
