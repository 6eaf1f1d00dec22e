/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GoneSetTest {
  private static final int MOST = 60;

  @Test
  void givenNothingThenNothingIsGone() {
    GoneSet gone = new GoneSet();

    assertTrue(gone.isEmpty());
    assertFalse(gone.contains(1));
    assertTrue(gone.isClearOf(1, 10));
    assertEquals(10, gone.alive(1, 10));
  }

  @Test
  void givenNeighboursThenTheyAreOneRange() {
    GoneSet gone = new GoneSet();
    gone.add(5, 6);
    gone.add(9, 9);
    gone.add(7, 8);
    gone.add(1, 3);

    assertEquals(3, gone.upTo());
    assertEquals(32, gone.encode().length);
    gone.add(4, 4);
    assertEquals(9, gone.upTo());
    assertEquals(16, gone.encode().length);
  }

  @Test
  void givenAnyChangesThenItIsTheSetThatASetOfBitsIs() {
    Random random = new Random(7);
    for (int game = 0; game < 500; game++) {
      GoneSet gone = new GoneSet();
      BitSet model = new BitSet();
      for (int step = 0; step < 12; step++) {
        int from = 1 + random.nextInt(MOST);
        int to = from + random.nextInt(4);
        if (random.nextInt(8) == 0) {
          gone.raise(from);
          model.set(1, from + 1);
        } else {
          gone.add(from, to);
          model.set(from, to + 1);
        }
        check(gone, model);
      }
      GoneSet copy = new GoneSet();
      copy.decode(gone.encode());
      check(copy, model);
      GoneSet sum = new GoneSet();
      sum.add(2, 2);
      sum.addAll(gone);
      model.set(2);
      check(sum, model);
    }
  }

  private static void check(GoneSet gone, BitSet model) {
    for (int from = 1; from <= MOST + 5; from++) {
      assertEquals(model.get(from), gone.contains(from));
      for (int to = from; to <= MOST + 5; to += 3) {
        int count = model.get(from, to + 1).cardinality();
        assertEquals(to - from + 1 - count, gone.alive(from, to));
        assertEquals(count == to - from + 1, gone.covers(from, to));
        assertEquals(count == 0, gone.isClearOf(from, to));
      }
    }
    assertEquals(model.isEmpty(), gone.isEmpty());
  }
}
