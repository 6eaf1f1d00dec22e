/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;

class UplinkQueueTest {
  private final Counters<HeadEndCounter> counters = new Counters<>(HeadEndCounter.class);
  private final ArrayDeque<byte[]> batch = new ArrayDeque<>();

  @Test
  void whenFullOfPayloadsTheOldestGiveWay() {
    UplinkQueue queue = queue(1000, 3, Overflow.DROP_OLDEST);
    for (int i = 1; i <= 5; i++) {
      assertEquals(SendResult.ACCEPTED, queue.offer(new byte[i]));
    }
    assertEquals(2, counters.get(HeadEndCounter.DROPPED_OLDEST));
    assertTaken(queue, 1000, 3, 4, 5);
  }

  @Test
  void whenFullOfBytesAsManyOfTheOldestGiveWayAsNeeded() {
    UplinkQueue queue = queue(10, 100, Overflow.DROP_OLDEST);
    queue.offer(new byte[2]);
    queue.offer(new byte[3]);
    queue.offer(new byte[5]);
    queue.offer(new byte[4]);
    assertEquals(2, counters.get(HeadEndCounter.DROPPED_OLDEST));
    assertEquals(9, queue.bytes());
    assertTaken(queue, 1000, 5, 4);
  }

  @Test
  void whenFullTheNewestIsRefusedIfConfiguredSo() {
    UplinkQueue queue = queue(10, 2, Overflow.DROP_NEWEST);
    queue.offer(new byte[4]);
    assertEquals(SendResult.QUEUE_FULL, queue.offer(new byte[7]));
    queue.offer(new byte[5]);
    assertEquals(SendResult.QUEUE_FULL, queue.offer(new byte[1]));
    assertEquals(2, counters.get(HeadEndCounter.DROPPED_NEWEST));
    assertTaken(queue, 1000, 4, 5);
  }

  @Test
  void whatIsTakenNeverGivesWay() {
    UplinkQueue queue = queue(10, 2, Overflow.DROP_OLDEST);
    queue.offer(new byte[1]);
    assertTaken(queue, 1, 1);
    queue.offer(new byte[2]);
    queue.offer(new byte[3]);
    assertEquals(1, counters.get(HeadEndCounter.DROPPED_OLDEST));
    assertEquals(2, queue.payloads());
    queue.sent(1, 1);
    assertEquals(1, queue.payloads());
    assertEquals(3, queue.bytes());
  }

  @Test
  void whatIsPutBackComesFirstAgain() {
    UplinkQueue queue = queue(100, 10, Overflow.DROP_OLDEST);
    for (int i = 1; i <= 4; i++) {
      queue.offer(new byte[i]);
    }
    assertTaken(queue, 6, 1, 2, 3);
    queue.putBack(batch, 1);
    assertEquals(1, batch.size());
    batch.clear();
    assertTaken(queue, 100, 2, 3, 4);
  }

  @Test
  void aPayloadLongerThanTheRoomIsTakenAlone() {
    UplinkQueue queue = queue(100, 10, Overflow.DROP_OLDEST);
    queue.offer(new byte[50]);
    queue.offer(new byte[1]);
    assertTaken(queue, 10, 50);
  }

  @Test
  void emptyAndTooLongPayloadsAreRefused() {
    UplinkQueue queue = queue(10, 10, Overflow.DROP_OLDEST);
    assertEquals(SendResult.EMPTY, queue.offer(new byte[0]));
    assertEquals(SendResult.TOO_LARGE, queue.offer(new byte[11]));
    assertEquals(SendResult.ACCEPTED, queue.offer(new byte[10]));
    assertEquals(1, counters.get(HeadEndCounter.REFUSED_TOO_LARGE));
  }

  @Test
  void smallerLimitsTakeEffectAtOnce() {
    UplinkQueue queue = queue(100, 10, Overflow.DROP_OLDEST);
    for (int i = 1; i <= 4; i++) {
      queue.offer(new byte[i]);
    }
    queue.limit(new QueueLimits(100, 1, Overflow.DROP_OLDEST));
    assertEquals(3, counters.get(HeadEndCounter.DROPPED_OLDEST));
    assertTaken(queue, 100, 4);
  }

  @Test
  void whatWasNeverSentIsCountedAtTheEnd() {
    UplinkQueue queue = queue(100, 10, Overflow.DROP_OLDEST);
    queue.offer(new byte[1]);
    queue.offer(new byte[1]);
    assertTaken(queue, 1, 1);
    assertEquals(2, queue.abandon());
    assertEquals(2, counters.get(HeadEndCounter.DROPPED_AT_CLOSE));
    assertEquals(SendResult.CLOSED, queue.offer(new byte[1]));
  }

  private UplinkQueue queue(int bytes, int payloads, Overflow overflow) {
    return new UplinkQueue(new QueueLimits(bytes, payloads, overflow), counters);
  }

  private void assertTaken(UplinkQueue queue, int room, Integer... lengths) {
    queue.take(batch, room);
    assertEquals(List.of(lengths), batch.stream().map(payload -> payload.length).toList());
  }
}
