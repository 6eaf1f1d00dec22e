/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A clock that was never set: certificates look invalid, and times in logs and payloads are wrong.
 */
final class ClockAspect implements Aspect {
  private static final Instant EARLIEST = Instant.parse("2024-01-01T00:00:00Z");

  private final Clock clock;

  ClockAspect(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Finding look() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return now.isBefore(EARLIEST)
        ? Finding.warning("the clock was not set, it says " + now, now.toString())
        : Finding.well(now.toString());
  }
}
