/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReceptionTest {
  private final Reception reception = new Reception();

  private void receive(int... sequence) {
    for (int number : sequence) {
      reception.payload(
          new SimulatedPayload(Direction.UP, 1, number, SimulatedPayload.now() - 5_000_000, 30));
    }
  }

  @Test
  void countsWhatComesInOrder() {
    receive(0, 1, 2, 3);

    assertEquals(4, reception.received());
    assertEquals(0, reception.gaps());
    assertEquals(0, reception.reordered());
    assertEquals(0, reception.duplicated());
  }

  @Test
  void tellsWhatIsMissingFromWhatComesLate() {
    receive(3, 4, 7, 5);

    assertEquals(1, reception.gaps());
    assertEquals(1, reception.reordered());
  }

  @Test
  void countsWhatComesTwiceOnce() {
    receive(0, 1, 1, 0);

    assertEquals(2, reception.received());
    assertEquals(2, reception.duplicated());
    assertEquals(0, reception.reordered());
  }

  @Test
  void measuresFromTheTimeInThePayload() {
    receive(0, 1, 2);
    Histogram latency = Reception.newHistogram();
    reception.addLatenciesTo(latency);

    assertEquals(3, latency.getTotalCount());
    assertEquals(true, latency.getMinValue() >= 4_990_000, "at least the 5 ms that have passed");
  }
}
