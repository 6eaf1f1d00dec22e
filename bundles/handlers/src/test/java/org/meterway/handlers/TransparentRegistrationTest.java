/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TransparentRegistrationTest {
  private static final TransparentOptions ALL = new TransparentOptions(true, List.of());
  private static final TransparentOptions DISABLED = new TransparentOptions(false, List.of());

  private final FakeFramework framework = new FakeFramework();
  private final TransparentRegistration registration =
      new TransparentRegistration(framework.context(), new TransparentHandler(() -> 0));

  @Test
  void givenEnabledThenTheHandlerIsRegisteredWithWhatTheRegistryReads() {
    registration.apply(new TransparentOptions(true, List.of("meter1", "meter2")));

    assertEquals(List.of("register"), framework.events);
    assertArrayEquals(
        new int[] {0x2100}, (int[]) framework.properties.get("meterway.handles.protocol"));
    assertEquals(true, framework.properties.get("meterway.non.blocking"));
    assertArrayEquals(
        new String[] {"meter1", "meter2"}, (String[]) framework.properties.get("links"));
    assertEquals("org.meterway.handlers.Transparent", framework.properties.get("component.name"));
  }

  @Test
  void givenTheSameOptionsAgainThenNothingHappens() {
    registration.apply(ALL);
    registration.apply(new TransparentOptions(true, List.of()));

    assertEquals(List.of("register"), framework.events);
  }

  @Test
  void givenOtherLinksThenTheHandlerStaysRegistered() {
    registration.apply(ALL);
    registration.apply(new TransparentOptions(true, List.of("meter1")));

    assertEquals(List.of("register", "change"), framework.events);
    assertArrayEquals(new String[] {"meter1"}, (String[]) framework.properties.get("links"));
  }

  @Test
  void givenDisabledThenTheHandlerIsTakenBackAndComesAgainWhenEnabled() {
    registration.apply(DISABLED);
    registration.apply(ALL);
    registration.apply(DISABLED);
    registration.apply(ALL);
    registration.close();
    registration.close();

    assertEquals(List.of("register", "unregister", "register", "unregister"), framework.events);
  }
}
