/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LoginLimitTest {
  private long now;
  private final LoginLimit limit = new LoginLimit(() -> now);

  private void givenManyFailures() {
    while (limit.permits("wrong")) {
      limit.failed();
    }
  }

  @Test
  void tenWrongPasswordsMayComeAtOnce() {
    givenManyFailures();

    assertEquals(11, limit.failed());
    assertFalse(limit.permits("right"));
  }

  @Test
  void thenOneInEachPause() {
    givenManyFailures();

    now += LoginLimit.PAUSE.toNanos();
    assertTrue(limit.permits("wrong"));
    limit.failed();
    assertFalse(limit.permits("wrong"));
    now += LoginLimit.PAUSE.toNanos() * 1000;
    for (int i = 0; i < 10; i++) {
      assertTrue(limit.permits("wrong"));
      limit.failed();
    }
    assertFalse(limit.permits("wrong"));
  }

  @Test
  void whoHasLoggedInBeforeIsNotHeldUp() {
    limit.succeeded("right");
    givenManyFailures();

    assertTrue(limit.permits("right"));
    assertFalse(limit.permits("wrong"));
  }
}
