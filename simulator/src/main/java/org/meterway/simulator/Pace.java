/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.concurrent.TimeUnit;

/** When the next of so many events a second is due. Not thread-safe. */
final class Pace {
  private static final long NEVER = Long.MAX_VALUE / 4;

  private final long intervalNanos;
  private long due;

  /**
   * A pace whose first event is due after a part of an interval, so that not all meters speak at
   * once.
   *
   * @param perSecond 0 for never
   * @param phase which part, 0 to 1
   */
  Pace(double perSecond, double phase, long now) {
    boolean ever = perSecond > 0;
    intervalNanos = ever ? (long) (TimeUnit.SECONDS.toNanos(1) / perSecond) : NEVER;
    due = now + (ever ? (long) (phase * intervalNanos) : NEVER);
  }

  /** How long to wait for the next event; 0 or less when it is due. */
  long waitNanos(long now) {
    return due - now;
  }

  /** Whether an event is due; if so the next one is due an interval later. */
  boolean take(long now) {
    if (now - due < 0) {
      return false;
    }
    due += intervalNanos;
    return true;
  }
}
