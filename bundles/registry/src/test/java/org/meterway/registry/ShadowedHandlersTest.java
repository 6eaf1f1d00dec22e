/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.api.handler.HandlerReport.Entry;
import org.meterway.api.handler.HandlerReport.State;

class ShadowedHandlersTest {
  private final ShadowedHandlers shadowed = new ShadowedHandlers();

  @Test
  void aHandlerThatFallsIntoTheShadowIsToldOfOnce() {
    Entry first = handler(1, State.BOUND);
    assertEquals(List.of(), shadowed.update(List.of(first)));

    Entry behind = handler(1, State.SHADOWED);
    Entry preferred = handler(2, State.BOUND);
    assertEquals(List.of(behind), shadowed.update(List.of(behind, preferred)));
    assertEquals(List.of(), shadowed.update(List.of(behind, preferred)));
  }

  @Test
  void anUpdateOfThePreferredOneIsNoNewsOfTheOther() {
    Entry behind = handler(1, State.SHADOWED);
    shadowed.update(List.of(behind, handler(2, State.BOUND)));

    assertEquals(List.of(), shadowed.update(List.of(behind, handler(3, State.BOUND))));
  }

  @Test
  void aHandlerThatLeftTheShadowIsToldOfAgain() {
    Entry behind = handler(1, State.SHADOWED);
    shadowed.update(List.of(behind));
    shadowed.update(List.of(handler(1, State.BOUND)));

    assertEquals(List.of(behind), shadowed.update(List.of(behind)));
  }

  @Test
  void aRejectedHandlerIsNotInTheShadow() {
    assertEquals(List.of(), shadowed.update(List.of(handler(1, State.REJECTED))));
  }

  private static Entry handler(long serviceId, State state) {
    return new Entry(
        "name", "bundle 1.0.0", serviceId, 0, List.of(0x2300), List.of(), state, "", 0, 0);
  }
}
