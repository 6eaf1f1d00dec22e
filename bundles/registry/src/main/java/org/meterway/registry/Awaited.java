/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.time.Duration;

/** What messages without a handler wait for, while the grace lasts. */
sealed interface Awaited permits Departure, StartUp {
  /** Since when, in nanoseconds of {@link Timing#nanos}. */
  long at();

  /** How long, where messages wait {@code grace} for the successor of a handler. */
  Duration lasts(Duration grace);

  /** Whether messages of this protocol id on this link wait. */
  boolean concerns(int protocol, String link);

  /** Whether a departure of {@code later} makes this wait superfluous. */
  boolean isCoveredBy(HandlerProperties later);
}
