/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final long SECOND = 1_000_000_000L;

  private final Outbox outbox = new Outbox(0);

  private Outbox.Letter accepted(long now) {
    assertTrue(outbox.accept("+49", "text", 10, now));
    return outbox.due(100, now).orElseThrow();
  }

  @Test
  void onlySoManyWait() {
    assertTrue(outbox.accept("+49", "one", 1, 0));
    assertFalse(outbox.accept("+49", "two", 1, 0));
    assertEquals(1, outbox.size());
  }

  @Test
  void onlySoManyAreSentWithinAnHour() {
    for (int i = 0; i < 3; i++) {
      assertTrue(outbox.accept("+49", "text", 10, 0));
    }
    assertTrue(outbox.sent(outbox.due(2, 0).orElseThrow(), 1, 0));
    assertTrue(outbox.sent(outbox.due(2, SECOND).orElseThrow(), 1, SECOND));
    assertEquals(Optional.empty(), outbox.due(2, 2 * SECOND));
    assertEquals(3598 * SECOND, outbox.waitTime(2, 2 * SECOND));
    assertTrue(outbox.due(2, 3600 * SECOND).isPresent());
    assertEquals(Long.MAX_VALUE, new Outbox(0).waitTime(2, 0));
  }

  @Test
  void aFailureIsTriedAgainLaterAndNotForEver() {
    Outbox.Letter letter = accepted(0);
    assertTrue(outbox.failed(letter, 2, 0));
    assertEquals(Optional.empty(), outbox.due(100, 29 * SECOND));
    assertTrue(outbox.due(100, 30 * SECOND).isPresent());
    assertTrue(outbox.failed(letter, 2, 30 * SECOND));
    assertEquals(60 * SECOND, outbox.waitTime(100, 30 * SECOND));
    assertFalse(outbox.failed(letter, 2, 90 * SECOND));
    assertEquals(0, outbox.size());
  }

  @Test
  void aMessageIsSentOnceAllItsPartsAre() {
    Outbox.Letter letter = accepted(0);
    assertFalse(outbox.sent(letter, 2, 0));
    assertEquals(1, letter.nextPart());
    assertTrue(outbox.sent(letter, 2, 0));
    assertEquals(0, outbox.size());
  }

  @Test
  void oneThatWaitsTooLongIsTakenOut() {
    accepted(0);
    assertEquals(0, outbox.expire(Duration.ofSeconds(60), 59 * SECOND));
    assertEquals(1, outbox.expire(Duration.ofSeconds(60), 60 * SECOND));
  }

  @Test
  void waitingForTheNetworkIsNoAttempt() {
    Outbox.Letter letter = accepted(0);
    for (int i = 0; i < 10; i++) {
      outbox.hold(letter, i * SECOND);
    }
    assertTrue(outbox.failed(letter, 1, 20 * SECOND));
  }
}
