/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process does. */
final class Eventually {
  private static final long LIMIT_SECONDS = 20;
  private static final long STEP_MILLIS = 5;

  private Eventually() {}

  static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " did not come within " + LIMIT_SECONDS + " s");
      }
      TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
    }
  }

  /** Waits until a list that another thread fills holds this. */
  static void eventuallyHolds(List<String> list, String wanted) throws InterruptedException {
    try {
      eventually(wanted, () -> list.contains(wanted));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + " in " + list, e);
    }
  }
}
