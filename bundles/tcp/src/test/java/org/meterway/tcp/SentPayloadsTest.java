/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentPayloadsTest {
  private final SentPayloads sent = new SentPayloads();

  @Test
  void anEntryMayBeSeveralPayloads() {
    sent.add(3, 3, 30, 30, 1);
    sent.add(4, 1, 5, 35, 2);
    assertEquals(4, sent.payloads());
    assertEquals(35, sent.bytes());
    assertEquals(3, sent.removeFirst());
    assertEquals(1, sent.payloads());
    assertEquals(5, sent.bytes());
    assertEquals(35, sent.firstEnd());
    assertEquals(2, sent.firstTime());
  }

  @Test
  void itKeepsTheOrderHoweverItGrows() {
    Random random = new Random(7);
    ArrayDeque<Long> expected = new ArrayDeque<>();
    long number = 0;
    for (int step = 0; step < 20_000; step++) {
      if (expected.isEmpty() || random.nextInt(100) < 52) {
        number++;
        sent.add(number, 1, number % 10, 2 * number, 3 * number);
        expected.addLast(number);
      } else {
        long first = expected.removeFirst();
        assertEquals(first, sent.firstNumber());
        assertEquals(2 * first, sent.firstEnd());
        assertEquals(3 * first, sent.firstTime());
        assertEquals(first, sent.removeFirst());
      }
      assertEquals(expected.size(), sent.payloads());
    }
    assertEquals(expected.stream().mapToLong(it -> it % 10).sum(), sent.bytes());
    sent.clear();
    assertTrue(sent.isEmpty());
    assertEquals(0, sent.bytes());
  }
}
