/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What a head end takes from the world around it.
 *
 * @param nanoTime the time in nanoseconds, as {@link System#nanoTime}
 * @param epochMillis the time of day, as {@link System#currentTimeMillis}
 * @param listenerGrace how long bytes that came down wait for a listener
 */
record Environment(LongSupplier nanoTime, LongSupplier epochMillis, Duration listenerGrace) {
  /** As long as a link's lane waits for a handler. */
  private static final Duration LISTENER_GRACE = Duration.ofSeconds(5);

  /** The real world. */
  static Environment real() {
    return new Environment(System::nanoTime, System::currentTimeMillis, LISTENER_GRACE);
  }
}
