/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final Usage BEFORE = new Usage(Map.of("port", 2, "once", 1), Map.of("socket", 3));

  @Test
  void noMoreOfAnythingIsWithin() {
    assertTrue(new Usage(Map.of("port", 2), Map.of("socket", 3)).isWithin(BEFORE));
  }

  @Test
  void aThreadThatEndedDoesNotMakeUpForOneThatIsLeft() {
    Usage now = new Usage(Map.of("port", 3), Map.of("socket", 3));
    assertFalse(now.isWithin(BEFORE));
    assertEquals(1, now.moreThreads(BEFORE));
    assertEquals("threads [-1 once; +1 port], descriptors []", now.more(BEFORE));
  }

  @Test
  void aDescriptorMoreIsALeak() {
    Usage now = new Usage(Map.of(), Map.of("socket", 3, "file", 1));
    assertFalse(now.isWithin(BEFORE));
    assertEquals(1, now.moreDescriptors(BEFORE));
  }
}
