/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

class StatusLineTest {
  @Test
  void linksAndWhatWaitsAreCounted() {
    assertEquals(
        "1 of 2 links up, 37 payloads wait; headend hes: refused; and 1 more",
        StatusLine.of(
            List.of(
                of("link", "meter1", "UP", "", Map.of()),
                of("link", "meter2", "INTERRUPTED", "port meter2: gone", Map.of()),
                of("headend", "hes", "CONNECTING", "refused", Map.of("queued.payloads", "30")),
                of("headend", "hes2", "CONNECTED", "", Map.of("queued.payloads", "7")),
                of("port", "meter2", "FAILED", "gone", Map.of()))));
  }

  @Test
  void theWorstComesFirst() {
    assertEquals(
        "no links; store s: disk full; and 1 more",
        StatusLine.of(
            List.of(
                of("port", "meter2", "FAILED", "gone", Map.of()),
                new Status(
                    "store",
                    "s",
                    "FAILED",
                    Health.CRITICAL,
                    "disk full",
                    Instant.EPOCH,
                    Map.of(),
                    Map.of()))));
  }

  @Test
  void itIsOneLineAndNotTooLong() {
    String line =
        StatusLine.of(
            List.of(of("port", "p", "FAILED", "a\nREADY=1\r" + "x".repeat(500), Map.of())));
    assertTrue(line.startsWith("no links; port p: a READY=1 xxx"), line);
    assertEquals(200, line.length());
  }

  private static Status of(
      String kind, String name, String state, String reason, Map<String, String> facts) {
    return new Status(kind, name, state, reason, Instant.EPOCH, Map.of(), facts);
  }
}
