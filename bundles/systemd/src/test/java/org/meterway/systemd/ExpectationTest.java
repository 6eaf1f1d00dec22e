/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  @Test
  void whatTheUnitSaysIsRead() {
    assertEquals(
        new Expectation(true, Duration.ofSeconds(60)),
        Expectation.of(
            Map.of(
                "NOTIFY_SOCKET", "/run/systemd/notify",
                "WATCHDOG_USEC", "60000000",
                "WATCHDOG_PID", "42"),
            42));
  }

  @Test
  void aSocketMayBeAbstract() {
    assertEquals(
        new Expectation(true, Duration.ZERO),
        Expectation.of(Map.of("NOTIFY_SOCKET", "@/org/x"), 42));
  }

  @Test
  void withoutASocketNobodyListens() {
    assertEquals(
        new Expectation(false, Duration.ZERO), Expectation.of(Map.of("NOTIFY_SOCKET", ""), 42));
    assertEquals(new Expectation(false, Duration.ZERO), Expectation.of(Map.of(), 42));
  }

  @Test
  void theWatchdogOfAnotherProcessIsNotOurs() {
    assertEquals(
        new Expectation(true, Duration.ZERO),
        Expectation.of(
            Map.of("NOTIFY_SOCKET", "/s", "WATCHDOG_USEC", "60000000", "WATCHDOG_PID", "41"), 42));
  }

  @Test
  void aTimeThatIsNoneIsNone() {
    assertEquals(
        Duration.ZERO,
        Expectation.of(Map.of("NOTIFY_SOCKET", "/s", "WATCHDOG_USEC", "a minute"), 42).watchdog());
  }

  @Test
  void twoSignsFitIntoTheTime() {
    assertEquals(Duration.ofSeconds(24), new Expectation(true, Duration.ofSeconds(60)).interval());
    assertEquals(Duration.ofSeconds(30), new Expectation(true, Duration.ZERO).interval());
  }
}
