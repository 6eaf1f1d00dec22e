/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.meterway.api.status.Counters;

class ConfirmationsTest {
  private final Counters<CloudCounter> counters = new Counters<>(CloudCounter.class);
  private final Confirmations confirmations = new Confirmations(counters);

  @Test
  void countsOwnMessagesOnly() {
    publish("1");
    confirmations.confirmed("2");
    confirmations.confirmed("1");
    confirmations.confirmed("1");
    assertEquals(1, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    assertEquals(0, confirmations.awaited());
  }

  @Test
  void aConfirmationDuringPublishingCountsIfTheMessageTurnsOutToBeItsOwn() {
    confirmations.begin();
    confirmations.confirmed("1");
    confirmations.confirmed("2");
    confirmations.published("2");
    publish("1");
    assertEquals(1, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    assertEquals(1, confirmations.awaited());
  }

  @Test
  void whatIsConfirmedDuringAFailureIsAnothers() {
    confirmations.begin();
    confirmations.confirmed("1");
    confirmations.failed();
    publish("1");
    assertEquals(0, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
  }

  @Test
  void theEldestIsForgottenWhenTooManyAreAwaited() {
    for (int i = 0; i <= Confirmations.MOST_AWAITED; i++) {
      publish(Integer.toString(i));
    }
    assertEquals(1, counters.get(CloudCounter.FORGOTTEN_CONFIRMATIONS));
    confirmations.confirmed("0");
    assertEquals(0, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    confirmations.confirmed("1");
    assertEquals(1, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
  }

  @Test
  void idsOfAnotherConnectionMeanOtherMessages() {
    publish("1");
    confirmations.forget();
    confirmations.confirmed("1");
    assertEquals(0, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    assertEquals(1, counters.get(CloudCounter.FORGOTTEN_CONFIRMATIONS));
  }

  private void publish(String id) {
    confirmations.begin();
    confirmations.published(id);
  }
}
