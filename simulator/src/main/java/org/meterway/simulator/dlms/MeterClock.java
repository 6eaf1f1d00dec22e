/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.meterway.dlms.data.CosemDateTime;

/** The time that a meter goes by: a clock, and how far a client has moved it. Thread-safe. */
final class MeterClock {
  private final Clock clock;
  private final Instant started;
  private volatile Duration moved = Duration.ZERO;
  private volatile ZoneId zone;

  MeterClock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    zone = clock.getZone();
    started = clock.instant();
  }

  Instant instant() {
    return clock.instant().plus(moved);
  }

  OffsetDateTime now() {
    return instant().atZone(zone).toOffsetDateTime();
  }

  CosemDateTime dateTime() {
    return CosemDateTime.of(now());
  }

  /** How long the meter runs, whatever the time is set to. */
  long secondsRunning() {
    return Duration.between(started, clock.instant()).toSeconds();
  }

  void set(Instant instant) {
    moved = Duration.between(clock.instant(), instant);
  }

  void shift(Duration by) {
    moved = moved.plus(by);
  }

  ZoneId zone() {
    return zone;
  }

  void zone(ZoneId fresh) {
    zone = fresh;
  }
}
