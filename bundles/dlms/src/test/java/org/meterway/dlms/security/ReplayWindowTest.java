/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which counters are taken, against a memory of all of them. */
class ReplayWindowTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 62, 63})
  void takesEachCounterOnceAndNoneBelowTheWindow(int size) throws CipheringException {
    SplittableRandom random = new SplittableRandom(size);
    ReplayWindow window = new ReplayWindow(size);
    Set<Long> seen = new HashSet<>();
    long highest = -1;
    for (int i = 0; i < 4_000; i++) {
      long counter = Math.max(0, highest + random.nextLong(-80, random.nextBoolean() ? 3 : 90));
      boolean expected = counter > highest || highest - counter <= size && !seen.contains(counter);
      if (expected) {
        window.check(counter);
        window.accept(counter);
        seen.add(counter);
        highest = Math.max(highest, counter);
      } else {
        assertThrows(CipheringException.class, () -> window.accept(counter));
      }
      assertEquals(highest, window.highest());
    }
  }

  @Test
  void restoredCountersAndAllBelowAreRefused() throws CipheringException {
    ReplayWindow window = new ReplayWindow(63);
    window.raise(100);
    for (long counter = 30; counter <= 100; counter++) {
      long old = counter;
      assertThrows(CipheringException.class, () -> window.check(old));
    }
    window.accept(101);
  }

  @Test
  void windowsAreOf0To63() {
    assertThrows(IllegalArgumentException.class, () -> new ReceivedCounters(64));
    assertThrows(IllegalArgumentException.class, () -> new ReceivedCounters(-1));
  }
}
