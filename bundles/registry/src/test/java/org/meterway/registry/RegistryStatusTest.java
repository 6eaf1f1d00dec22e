/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.registry.Fixtures.PROTOCOL;
import static org.meterway.registry.Fixtures.access;
import static org.meterway.registry.Fixtures.context;
import static org.meterway.registry.Fixtures.message;
import static org.meterway.registry.Fixtures.nonBlocking;
import static org.meterway.registry.Fixtures.properties;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.status.Status;

class RegistryStatusTest {
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeTiming timing = new FakeTiming();
  private final Dispatch dispatch = new Dispatch(Fixtures.OPTIONS, new FakeTiming(), timing);
  private final RegistryStatus status = new RegistryStatus("registry", dispatch, SINCE);

  @AfterEach
  void close() {
    dispatch.close();
  }

  @Test
  void givenHandlersThenTheStatusNamesThemByPreference() {
    dispatch.add(nonBlocking(1, PROTOCOL), access((message, context) -> {}));
    dispatch.add(
        properties(2, 0, true, Set.of("meter1"), PROTOCOL), access((message, context) -> {}));
    dispatch.add(nonBlocking(3, PROTOCOL).rejected("on purpose"), access(null));
    MessageLane lane = dispatch.open(context("meter1"));
    lane.dispatch(message(1));

    Status now = status.status("");

    assertEquals("registry", now.kind());
    assertEquals("ACTIVE", now.state());
    assertEquals(SINCE, now.since());
    assertEquals("handler2 for meter1, then handler1", now.facts().get("0x2100"));
    assertEquals("on purpose", now.facts().get("rejected handler3"));
    assertEquals("1", now.facts().get("lanes"));
    assertEquals(1, now.counters().get("handled"));
    assertNull(now.facts().get("unhandled"));
  }

  @Test
  void givenUnhandledMessagesThenTheFirstProtocolsAreNamed() {
    MessageLane lane = dispatch.open(context("meter1"));
    for (int protocol = 0; protocol < 20; protocol++) {
      lane.dispatch(message(protocol, 0));
    }

    String unhandled = status.status("").facts().get("unhandled");

    assertTrue(unhandled.startsWith("0x0000: 1, 0x0001: 1, "), unhandled);
    assertTrue(unhandled.endsWith("0x000f: 1, and 4 more"), unhandled);
  }

  @Test
  void givenAWrongConfigurationThenTheReasonIsSeen() {
    Status now = status.status("threads is wrong");

    assertEquals("MISCONFIGURED", now.state());
    assertEquals("threads is wrong", now.reason());
  }
}
