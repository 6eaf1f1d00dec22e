/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.QueueLimits;
import org.meterway.store.MemoryStore;
import org.meterway.tcp.confirm.ProtocolException;

class ProtocolRuleTest {
  private static final long WRITTEN = 40;

  private final PayloadQueue queue =
      new MemoryStore()
          .open("hes", new QueueLimits(1024, 10, Duration.ZERO, Overflow.DROP_NEWEST), () -> {});
  private final ProtocolRule rule =
      new ProtocolRule(
          queue,
          queue.stream(),
          () -> TestSettings.at(1).with("delivery", "CONFIRMED").settings().delivery(),
          () -> WRITTEN);

  @Test
  void anAcknowledgementOfWhatWasNeverSentIsNotBelievedMeanwhileEither() {
    rule.welcomed(30);
    rule.confirmed(1000);
    // Payloads are taken and skipped by what is known before the next look at what is confirmed.
    assertEquals(30, rule.known());
    assertThrows(ProtocolException.class, () -> rule.settle(new SentPayloads(), 0));
  }

  @Test
  void whatIsAcknowledgedLeavesAndNothingBehindIt() throws Exception {
    rule.welcomed(0);
    SentPayloads sent = new SentPayloads();
    sent.add(39, 1, 5, 5, 0);
    sent.add(40, 1, 5, 10, 0);
    rule.confirmed(39);
    assertEquals(39, rule.settle(sent, 0));
    assertEquals(1, sent.payloads());
  }
}
