/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.status;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one part of the gateway says of itself. Immutable.
 *
 * @param kind what it is: {@code port}, {@code headend}, {@code link}, {@code registry} …
 * @param name the instance's name
 * @param state one word, such as {@code OPEN} or {@code CONNECTED}
 * @param health whether somebody should look at it
 * @param reason why, in words; empty when all is well
 * @param since when the state began
 * @param counters what was counted since the instance started, by name
 * @param facts further facts by name, such as the device or the address
 */
public record Status(
    String kind,
    String name,
    String state,
    Health health,
    String reason,
    Instant since,
    Map<String, Long> counters,
    Map<String, String> facts) {
  /** Copies the maps and keeps their order. */
  public Status {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Where there is a reason to state, somebody should look at it. */
  public Status(
      String kind,
      String name,
      String state,
      String reason,
      Instant since,
      Map<String, Long> counters,
      Map<String, String> facts) {
    this(
        kind,
        name,
        state,
        reason.isEmpty() ? Health.OK : Health.WARNING,
        reason,
        since,
        counters,
        facts);
  }
}
