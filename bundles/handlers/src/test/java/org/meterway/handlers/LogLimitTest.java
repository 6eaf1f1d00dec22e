/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogLimitTest {
  @Test
  void givenALineThenTheNextOnePassesAMinuteLater() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    LogLimit limit = new LogLimit(now::get);

    assertTrue(limit.passes());
    now.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
    assertFalse(limit.passes());
    now.incrementAndGet();
    assertTrue(limit.passes());
    assertFalse(limit.passes());
  }
}
