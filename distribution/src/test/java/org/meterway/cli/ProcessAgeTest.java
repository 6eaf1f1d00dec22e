/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessAgeTest {
  @Test
  void theAgeIsUptimeLessStartTimeWhateverTheCommandIsCalled() {
    String stat = "77 (a) b) S 1 1 1 0 -1 4194304 1 0 0 0 1 2 0 0 20 0 3 0 123450 99 88";

    assertEquals(Duration.ofMillis(840), ProcessAge.between(stat, "1235.34 2000.00\n"));
  }
}
