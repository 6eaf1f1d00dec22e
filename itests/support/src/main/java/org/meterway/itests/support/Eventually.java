/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, bounded. */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_NANOS = 10_000_000;

  private Eventually() {}

  /** Returns when the condition holds, and fails when it does not within ten seconds. */
  public static void eventually(String what, BooleanSupplier condition) {
    eventually(() -> "not within " + LIMIT.toSeconds() + " s: " + what, condition);
  }

  /** As above; the message is made when it is needed, with what is known then. */
  public static void eventually(Supplier<String> failure, BooleanSupplier condition) {
    if (!holdsWithin(LIMIT, condition)) {
      fail(failure.get());
    }
  }

  /** Whether the condition holds before the limit has passed. */
  public static boolean holdsWithin(Duration limit, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return true;
  }
}
