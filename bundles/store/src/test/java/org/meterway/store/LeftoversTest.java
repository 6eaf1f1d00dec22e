/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queues on disk that nobody has opened. */
class LeftoversTest {
  private final Fixture fixture = new Fixture();

  private Map<String, String> facts() {
    return fixture.store.describe("store").facts();
  }

  @Test
  void givenAQueueThatNobodyOpensThenItIsShown() {
    fixture.open();
    StoreQueue old = (StoreQueue) fixture.store.open("old one", Fixture.WIDE, () -> {});
    fixture.round();
    old.offer(Fixture.payload(1, 10));
    old.requestCommit();
    fixture.round();
    fixture.kill().open();

    fixture.after(Duration.ofSeconds(6));

    assertEquals("1 payloads", facts().get("not in use old one"));
    assertFalse(facts().containsKey("not in use hes"));
    fixture.store.open("old one", Fixture.WIDE, () -> {});
    fixture.round();
    assertFalse(facts().containsKey("not in use old one"));
    assertEquals("1 payloads, 10 bytes, 2 files", facts().get("queue old one"));
  }

  @Test
  void givenAQueueThatIsClosedThenItIsShownWithWhatItHolds() {
    fixture.open().keep(1, 3);
    fixture.queue.requestClose();
    fixture.round();
    fixture.queue.close();

    assertEquals("3 payloads", facts().get("not in use hes"));
  }

  @Test
  void givenANameThatIsOpenThenItCannotBeOpenedTwice() {
    fixture.open();

    assertThrows(
        IllegalStateException.class,
        () -> fixture.store.open(Fixture.NAME, Fixture.WIDE, () -> {}));
  }
}
