/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.meterway.api.status.Counters;
import org.meterway.api.store.StoredPayload;

class ConfirmationsTest {
  private final Counters<CloudCounter> counters = new Counters<>(CloudCounter.class);
  private final Confirmations confirmations = new Confirmations(counters);
  private long lastNumber;

  @Test
  void countsOwnMessagesOnly() {
    publish("1");
    assertFalse(confirmations.confirmed("2"));
    assertTrue(confirmations.confirmed("1"));
    assertFalse(confirmations.confirmed("1"));
    assertEquals(1, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    assertEquals(0, confirmations.awaited());
  }

  @Test
  void aConfirmationDuringPublishingCountsIfTheMessageTurnsOutToBeItsOwn() {
    confirmations.begin();
    confirmations.confirmed("1");
    confirmations.confirmed("2");
    confirmations.published(payload(), "2");
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
  void whatIsConfirmedIsDeliveredUpToTheFirstThatIsNot() {
    publish("a");
    publish("b");
    publish("c");
    confirmations.confirmed("c");
    assertEquals(OptionalLong.empty(), confirmations.takeConfirmed());
    confirmations.confirmed("a");
    assertEquals(OptionalLong.of(1), confirmations.takeConfirmed());
    confirmations.confirmed("b");
    assertEquals(OptionalLong.of(3), confirmations.takeConfirmed());
    assertEquals(0, confirmations.windowPayloads());
    assertEquals(0, confirmations.windowBytes());
  }

  @Test
  void whatIsPublishedAgainIsConfirmedWithAnyOfItsMessages() {
    publish("a");
    publish("b");
    List<Confirmations.Published> both = confirmations.unconfirmed();
    publishAgain(both.get(0), "a2");
    publishAgain(both.get(1), "b2");
    confirmations.confirmed("a");
    confirmations.confirmed("b2");
    assertNull(confirmations.pending(both.get(0)));
    assertEquals(OptionalLong.of(2), confirmations.takeConfirmed());
    assertFalse(confirmations.confirmed("a2"));
    assertFalse(confirmations.confirmed("b"));
    assertEquals(2, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    assertEquals(0, confirmations.awaited());
  }

  @Test
  void aConfirmationIsLostWhenManyLaterOnesHaveCome() {
    publish("earlier");
    publish("lost");
    for (int i = 1; i <= Confirmations.OVERTAKEN_BY; i++) {
      publish("later" + i);
    }
    confirmations.confirmed("earlier");
    confirmations.takeConfirmed();
    for (int i = 1; i < Confirmations.OVERTAKEN_BY; i++) {
      confirmations.confirmed("later" + i);
    }
    assertEquals(Optional.empty(), confirmations.takeOvertaken(), "it may still be on its way");
    confirmations.confirmed("later" + Confirmations.OVERTAKEN_BY);
    Confirmations.Published lost = confirmations.takeOvertaken().orElseThrow();
    assertEquals(2, confirmations.pending(lost).number());
    assertEquals(Optional.empty(), confirmations.takeOvertaken(), "it is told once");
    publishAgain(lost, "again");
    assertEquals(Optional.empty(), confirmations.takeOvertaken());
    confirmations.confirmed("again");
    assertEquals(OptionalLong.of(Confirmations.OVERTAKEN_BY + 2L), confirmations.takeConfirmed());
  }

  @Test
  void whatNobodyConfirmsIsDeliveredAtOnce() {
    publish(null);
    assertEquals(OptionalLong.of(1), confirmations.takeConfirmed());
    assertEquals(1, counters.get(CloudCounter.UNCONFIRMABLE_PAYLOADS));
    assertEquals(0, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    assertEquals(0, confirmations.awaited());
  }

  @Test
  void whatIsWrittenIsDeliveredAndCountedAllTheSameWhenItIsConfirmed() {
    publish("a");
    publish("b");
    assertEquals(OptionalLong.of(2), confirmations.takeWritten());
    assertEquals(OptionalLong.empty(), confirmations.takeWritten());
    assertEquals(2, confirmations.awaited());
    confirmations.confirmed("b");
    assertEquals(1, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
  }

  @Test
  void theEldestIsForgottenWhenTooManyAreAwaited() {
    for (int i = 0; i <= Confirmations.MOST_AWAITED; i++) {
      publish(Integer.toString(i));
      confirmations.takeWritten();
    }
    assertEquals(1, counters.get(CloudCounter.FORGOTTEN_CONFIRMATIONS));
    assertEquals(Confirmations.MOST_AWAITED, confirmations.awaited());
    confirmations.confirmed("0");
    assertEquals(0, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    confirmations.confirmed("1");
    assertEquals(1, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
  }

  @Test
  void idsThatAreForgottenDoNotMakeAPayloadOfTheWindowDelivered() {
    publish("a");
    Confirmations.Published published = confirmations.unconfirmed().get(0);
    for (int i = 0; i <= Confirmations.MOST_AWAITED; i++) {
      publishAgain(published, "a" + i);
    }
    assertEquals(OptionalLong.empty(), confirmations.takeConfirmed());
    assertEquals(1, confirmations.awaited());
    confirmations.confirmed("a" + Confirmations.MOST_AWAITED);
    assertEquals(OptionalLong.of(1), confirmations.takeConfirmed());
    assertEquals(0, counters.get(CloudCounter.FORGOTTEN_CONFIRMATIONS));
  }

  @Test
  void idsOfAnotherConnectionMeanOtherMessages() {
    publish("1");
    confirmations.takeWritten();
    publish("2");
    confirmations.forget();
    assertFalse(confirmations.confirmed("1"));
    assertFalse(confirmations.confirmed("2"));
    assertEquals(0, counters.get(CloudCounter.CONFIRMED_PAYLOADS));
    assertEquals(1, counters.get(CloudCounter.FORGOTTEN_CONFIRMATIONS));
    assertEquals(1, confirmations.unconfirmed().size(), "what is in the window is still awaited");
    assertEquals(1, confirmations.awaited());
    confirmations.takeWritten();
    assertEquals(0, confirmations.awaited());
    assertEquals(2, counters.get(CloudCounter.FORGOTTEN_CONFIRMATIONS));
  }

  private void publish(String id) {
    confirmations.begin();
    confirmations.published(payload(), id);
  }

  private void publishAgain(Confirmations.Published published, String id) {
    confirmations.begin();
    confirmations.publishedAgain(published, id);
  }

  private StoredPayload payload() {
    return new StoredPayload(++lastNumber, new byte[10]);
  }
}
