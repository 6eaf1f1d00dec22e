/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersTest {
  private enum Counted {
    FRAMES_IN,
    FAULTS
  }

  @Test
  void countsAreReportedByNameInTheOrderOfTheEnum() {
    Counters<Counted> counters = new Counters<>(Counted.class);
    counters.increment(Counted.FRAMES_IN);
    counters.add(Counted.FRAMES_IN, 41);

    Map<String, Long> snapshot = counters.snapshot();

    assertEquals(42, counters.get(Counted.FRAMES_IN));
    assertEquals(Map.of("frames.in", 42L, "faults", 0L), snapshot);
    assertEquals(List.of("frames.in", "faults"), List.copyOf(snapshot.keySet()));
  }
}
