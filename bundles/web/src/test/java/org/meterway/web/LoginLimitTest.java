/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LoginLimitTest {
  private long now = Long.MAX_VALUE - 5;
  private final LoginLimit limit = new LoginLimit(() -> now);

  private int guesses() {
    int guesses = 0;
    while (limit.permits("wrong")) {
      limit.failed();
      guesses++;
    }
    return guesses;
  }

  @Test
  void tenWrongOnesMayComeAtOnceThenOneInEachPause() {
    assertEquals(10, guesses());
    now += LoginLimit.PAUSE.toNanos() - 1;
    assertFalse(limit.permits("right"));
    now += 1;
    assertEquals(1, guesses());
  }

  @Test
  void afterALongPauseTenMayComeAgain() {
    guesses();
    now += LoginLimit.PAUSE.toNanos() * 1000;
    assertEquals(10, guesses());
  }

  @Test
  void whoHasLoggedInIsNotHeldUp() {
    limit.succeeded("right");
    guesses();
    assertTrue(limit.permits("right"));
  }
}
