/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.meterway.api.message.Message;

class EmissionQueueTest {
  private final EmissionQueue queue = new EmissionQueue();

  @Test
  void givenNoCapacityYetThenNothingIsTaken() {
    assertFalse(queue.offer(message(1)));
  }

  @Test
  void givenAFullQueueThenTheNewestIsRefusedAndTheOldestComesFirst() {
    queue.setCapacity(2);
    HeardMessage first = message(1);

    assertTrue(queue.offer(first));
    assertTrue(queue.offer(message(1)));
    assertFalse(queue.offer(message(1)));
    assertEquals(first, queue.take());
    assertTrue(queue.offer(message(1)));
  }

  @Test
  void givenASmallerCapacityThenWhatWaitsStays() {
    queue.setCapacity(3);
    queue.offer(message(1));
    queue.offer(message(1));
    queue.setCapacity(1);

    assertEquals(2, queue.size());
    queue.take();
    assertFalse(queue.offer(message(1)));
    queue.take();
    assertTrue(queue.offer(message(1)));
  }

  @Test
  void givenLargeMessagesThenTheirBytesAreBoundedToo() {
    queue.setCapacity(100_000);
    HeardMessage large = message(1 << 16);
    int taken = 0;
    while (queue.offer(large)) {
      taken++;
    }

    assertEquals(EmissionQueue.MAX_BYTES >> 16, taken);
    queue.take();
    assertTrue(queue.offer(large));
  }

  @Test
  void givenItIsClosedThenWhatWaitedIsGivenUpAndNothingMoreComes() {
    queue.setCapacity(2);
    queue.offer(message(1));

    assertEquals(1, queue.close());
    assertNull(queue.take());
    assertFalse(queue.offer(message(1)));
  }

  private static HeardMessage message(int length) {
    return new HeardMessage("meter1", new Message.Get(1), new byte[length], 0);
  }
}
