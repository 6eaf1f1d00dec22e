/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.time.Duration;

/** Time as the state machines want it: nanoseconds from its own beginning. */
final class Time {
  private final long begin = System.nanoTime();

  long now() {
    return System.nanoTime() - begin;
  }

  /** How long until then, zero if it is past. */
  Duration until(long moment) {
    return Duration.ofNanos(Math.max(0, moment - now()));
  }
}
