/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.time.Duration;

/** What options are checked with. */
final class Limits {
  /** Longer ones would overflow when counted in nanoseconds from now. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private Limits() {}

  static void duration(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not more than 0 up to a year");
    }
  }

  static void range(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }
}
