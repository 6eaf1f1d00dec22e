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
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.StoredPayload;

class MemoryStoreTest {
  private final MemoryStore store = new MemoryStore();
  private final ArrayDeque<StoredPayload> batch = new ArrayDeque<>();

  private static QueueLimits limits(Overflow overflow) {
    return new QueueLimits(1000, 3, Duration.ZERO, overflow);
  }

  @Test
  void givenAnOfferThenItIsTakenAtOnceAndNumbersRise() {
    PayloadQueue queue = store.open("hes", limits(Overflow.DROP_NEWEST), () -> {});
    queue.offer(Fixture.payload(1, 10));
    queue.offer(Fixture.payload(2, 10));
    assertFalse(queue.isCommitDue());
    queue.commit();

    queue.take(batch, 1000);

    assertEquals(List.of(1L, 2L), batch.stream().map(StoredPayload::number).toList());
    queue.remove(1);
    queue.putBack(2);
    assertEquals(1, queue.status().payloads());
    assertEquals(1, queue.status().removed());
    assertFalse(queue.status().onDisk());
    assertEquals("", queue.status().problem());
  }

  @Test
  void givenLimitsThenTheyHold() {
    PayloadQueue queue = store.open("hes", limits(Overflow.DROP_NEWEST), () -> {});
    for (int i = 1; i <= 3; i++) {
      queue.offer(Fixture.payload(i, 10));
    }

    assertEquals(SendResult.QUEUE_FULL, queue.offer(Fixture.payload(4, 10)));
    queue.limit(limits(Overflow.DROP_OLDEST));
    assertEquals(SendResult.ACCEPTED, queue.offer(Fixture.payload(5, 10)));

    assertEquals(1, queue.status().droppedNewest());
    assertEquals(1, queue.status().droppedOldest());
    queue.take(batch, 1000);
    assertEquals(List.of(2, 3, 5), batch.stream().map(taken -> Fixture.id(taken.bytes())).toList());
  }

  @Test
  void givenAStoreWithLittleMemoryThenQueuesHoldNoMore() {
    MemoryStore small = new MemoryStore(500);
    PayloadQueue queue = small.open("hes", limits(Overflow.DROP_NEWEST), () -> {});
    queue.offer(new byte[400]);

    assertEquals(SendResult.QUEUE_FULL, queue.offer(new byte[400]));
    small.configure(900);
    assertEquals(SendResult.ACCEPTED, queue.offer(new byte[400]));
  }

  @Test
  void givenAClosedQueueThenItTellsWhatIsLostAndTheNameIsFree() {
    PayloadQueue queue = store.open("hes", limits(Overflow.HOLD_BACK), () -> {});
    queue.offer(new byte[10]);
    assertThrows(
        IllegalStateException.class, () -> store.open("hes", limits(Overflow.HOLD_BACK), () -> {}));

    assertEquals(1, queue.close());
    assertEquals(0, queue.close());
    assertEquals(SendResult.CLOSED, queue.offer(new byte[10]));

    assertEquals(0, store.open("hes", limits(Overflow.HOLD_BACK), () -> {}).status().payloads());
  }

  @Test
  void givenARenewedStreamThenItIsAnother() {
    PayloadQueue queue = store.open("hes", limits(Overflow.HOLD_BACK), () -> {});
    var before = queue.stream();

    queue.renewStream();

    assertFalse(before.equals(queue.stream()));
  }
}
