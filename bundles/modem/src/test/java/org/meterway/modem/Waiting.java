/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, bounded. */
final class Waiting {
  private static final long LIMIT_SECONDS = 30;
  private static final long LOOK_AGAIN_NANOS = 1_000_000;

  private Waiting() {}

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail("not within " + LIMIT_SECONDS + " s");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
