/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;

class UplinkQueueTest {
  private final Counters<CloudCounter> counters = new Counters<>(CloudCounter.class);

  @Test
  void whenFullOfPayloadsTheOldestGiveWay() {
    UplinkQueue queue = queue(1000, 3, Overflow.DROP_OLDEST);
    for (int i = 1; i <= 5; i++) {
      assertEquals(SendResult.ACCEPTED, offer(queue, i));
    }
    assertEquals(2, counters.get(CloudCounter.DROPPED_OLDEST));
    assertEquals(2, queue.dropped());
    assertTaken(queue, 3, 4, 5);
  }

  @Test
  void whenFullOfBytesAsManyOfTheOldestGiveWayAsNeeded() {
    UplinkQueue queue = queue(10, 100, Overflow.DROP_OLDEST);
    offer(queue, 2);
    offer(queue, 3);
    offer(queue, 5);
    offer(queue, 4);
    assertEquals(2, counters.get(CloudCounter.DROPPED_OLDEST));
    assertEquals(9, queue.bytes());
    assertTaken(queue, 5, 4);
    assertEquals(0, queue.bytes());
  }

  @Test
  void whenFullTheNewestIsRefusedIfConfiguredSo() {
    UplinkQueue queue = queue(10, 2, Overflow.DROP_NEWEST);
    offer(queue, 4);
    assertEquals(SendResult.QUEUE_FULL, offer(queue, 7));
    offer(queue, 5);
    assertEquals(SendResult.QUEUE_FULL, offer(queue, 1));
    assertEquals(2, counters.get(CloudCounter.DROPPED_NEWEST));
    assertTaken(queue, 4, 5);
  }

  @Test
  void whatIsTakenNeverGivesWay() {
    UplinkQueue queue = queue(10, 2, Overflow.DROP_OLDEST);
    offer(queue, 1);
    assertEquals(1, queue.take().length());
    offer(queue, 2);
    offer(queue, 3);
    assertEquals(1, counters.get(CloudCounter.DROPPED_OLDEST));
    assertEquals(2, queue.payloads());
    queue.putBack();
    assertTaken(queue, 1, 3);
  }

  @Test
  void whatIsPutBackComesFirstAgainOrGivesWayAsTheOldest() {
    UplinkQueue queue = queue(100, 2, Overflow.DROP_OLDEST);
    offer(queue, 1);
    queue.take();
    offer(queue, 2);
    queue.limit(new QueueLimits(100, 1, Overflow.DROP_OLDEST));
    queue.putBack();
    assertEquals(1, counters.get(CloudCounter.DROPPED_OLDEST));
    assertTaken(queue, 1);
  }

  @Test
  void emptyAndTooLongPayloadsAreRefused() {
    UplinkQueue queue = queue(10, 10, Overflow.DROP_OLDEST);
    assertEquals(SendResult.EMPTY, offer(queue, 0));
    assertEquals(SendResult.TOO_LARGE, offer(queue, 11));
    assertEquals(SendResult.ACCEPTED, offer(queue, 10));
    assertEquals(1, counters.get(CloudCounter.REFUSED_TOO_LARGE));
  }

  @Test
  void whatWasNeverSentIsCountedOnceAtTheEnd() {
    UplinkQueue queue = queue(100, 10, Overflow.DROP_OLDEST);
    offer(queue, 1);
    offer(queue, 1);
    queue.take();
    assertEquals(2, queue.abandon());
    queue.putBack();
    assertEquals(0, queue.abandon());
    assertEquals(2, counters.get(CloudCounter.DROPPED_AT_CLOSE));
    assertEquals(SendResult.CLOSED, offer(queue, 1));
  }

  private UplinkQueue queue(int bytes, int payloads, Overflow overflow) {
    return new UplinkQueue(new QueueLimits(bytes, payloads, overflow), counters);
  }

  private static SendResult offer(UplinkQueue queue, int length) {
    return queue.offer(new Payload(new byte[length], 0));
  }

  private static void assertTaken(UplinkQueue queue, int... lengths) {
    for (int length : lengths) {
      assertEquals(length, queue.take().length());
      queue.sent();
    }
    assertNull(queue.take());
  }
}
