/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlFramesTest {
  private final ControlFrames frames = new ControlFrames();
  private final List<HeadEndCounter> counted = new ArrayList<>();

  @Test
  void framesStayInOrderAndAreCountedWhenTheyAreWritten() {
    frames.add("abc".getBytes(US_ASCII), HeadEndCounter.REGISTRATIONS);
    frames.add("de".getBytes(US_ASCII), null);
    frames.add("f".getBytes(US_ASCII), HeadEndCounter.HEARTBEATS);
    assertEquals("abcd", put(4));
    written(4);
    assertEquals(List.of(HeadEndCounter.REGISTRATIONS), counted);
    assertEquals("ef", put(100));
    written(2);
    assertEquals(List.of(HeadEndCounter.REGISTRATIONS, HeadEndCounter.HEARTBEATS), counted);
    assertTrue(frames.isEmpty());
  }

  @Test
  void oneAnswerStandsForManyQuestionsUntilItIsBegun() {
    frames.addOnce("ab".getBytes(US_ASCII));
    frames.addOnce("ab".getBytes(US_ASCII));
    assertEquals("ab", put(100));
    written(1);
    frames.addOnce("ab".getBytes(US_ASCII));
    assertEquals("bab", put(100));
  }

  @Test
  void whoDoesNotReadIsAnsweredNoMore() {
    for (int i = 0; i < 256; i++) {
      assertFalse(frames.isFull());
      frames.add(new byte[1], null);
    }
    assertTrue(frames.isFull());
    written(1);
    assertFalse(frames.isFull());
  }

  private String put(int room) {
    ByteBuffer buffer = ByteBuffer.allocate(room);
    frames.putInto(buffer);
    return new String(buffer.array(), 0, buffer.position(), US_ASCII);
  }

  private void written(int bytes) {
    frames.written(bytes, counted::add);
  }
}
