/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import java.time.Duration;

/**
 * When a capture ends by itself.
 *
 * @param duration after so long; zero for never
 * @param packets after at least so many packets; 0 for never
 */
record CaptureLimits(Duration duration, long packets) {
  static final CaptureLimits NONE = new CaptureLimits(Duration.ZERO, 0);
}
