/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.meterway.simulator.Direction;
import org.meterway.simulator.MeterListener;
import org.meterway.simulator.SimulatedPayload;

class LedgerTest {
  private static final int METER = 3;

  private final Ledger ledger = new Ledger();
  private final MeterListener meter = ledger.meter(METER);

  private static SimulatedPayload payload(int sequence) {
    return new SimulatedPayload(Direction.UP, METER, sequence, SimulatedPayload.now(), 40);
  }

  private void sent(int... sequences) {
    for (int sequence : sequences) {
      meter.sent(payload(sequence));
    }
  }

  private void accepted(int... sequences) {
    for (int sequence : sequences) {
      meter.acknowledged(sequence, true);
    }
  }

  private void arrived(int... sequences) {
    for (int sequence : sequences) {
      ledger.received(payload(sequence), 0);
    }
  }

  private Ledger.Counts all() {
    return ledger.between(ledger.begin(), ledger.mark());
  }

  @Test
  void whatWasAcceptedAndDidNotArriveIsLost() {
    sent(0, 1, 2, 3);
    accepted(0, 1, 3);
    meter.acknowledged(2, false);
    arrived(0, 3);
    assertEquals(new Ledger.Counts(3, 1, 1, 0, 0, 0), all());
    assertEquals("meter3{1}", ledger.missing());
  }

  @Test
  void whatWasNotAcceptedIsNotLost() {
    sent(0, 1);
    assertEquals(0, ledger.lost());
  }

  @Test
  void aSecondArrivalIsADuplicateAndNotOutOfOrder() {
    sent(0, 1, 2);
    accepted(0, 1, 2);
    arrived(0, 1, 0, 1, 1, 2);
    assertEquals(new Ledger.Counts(3, 0, 0, 2, 0, 0), all());
  }

  @Test
  void aFirstArrivalBehindALaterOneIsOutOfOrder() {
    sent(0, 1, 2);
    accepted(0, 1, 2);
    arrived(0, 2, 1);
    assertEquals(1, all().reordered());
  }

  @Test
  void aRepetitionThatWasRecognisedIsCountedApart() {
    sent(0);
    accepted(0);
    arrived(0);
    ledger.repeated(payload(0));
    assertEquals(new Ledger.Counts(1, 0, 0, 0, 1, 0), all());
  }

  @Test
  void aPhaseCountsItsOwnPayloads() {
    sent(0, 1);
    accepted(0, 1);
    Ledger.Mark mark = ledger.mark();
    sent(2, 3);
    accepted(2, 3);
    arrived(0, 1, 2);
    assertEquals(0, ledger.between(ledger.begin(), mark).lost());
    assertEquals(1, ledger.between(mark, ledger.mark()).lost());
    assertEquals(2, ledger.between(mark, ledger.mark()).accepted());
  }

  @Test
  void recoveryIsThePayloadThatWasSentLater() {
    long before = SimulatedPayload.now();
    assertEquals(false, ledger.isArrivedSince(before));
    arrived(0);
    assertEquals(true, ledger.isArrivedSince(before));
    assertEquals(false, ledger.isArrivedSince(SimulatedPayload.now() + 1));
  }
}
