/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.status;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateLimit limit = new RateLimit(Duration.ofNanos(10), now::get);

  @Test
  void firstRepetitionPassesThenOneEachIntervalEvenWhenTheClockWrapsAround() {
    assertTrue(limit.permits());
    assertFalse(limit.permits());
    now.addAndGet(9);
    assertFalse(limit.permits());
    now.addAndGet(1);
    assertTrue(limit.permits());
    assertFalse(limit.permits());
  }
}
