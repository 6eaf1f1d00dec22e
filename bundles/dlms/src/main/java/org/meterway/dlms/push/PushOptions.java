/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.time.Duration;
import org.meterway.dlms.security.ReceivedCounters;

/**
 * How a listener listens.
 *
 * @param keys of the meters
 * @param counters which invocation counters were received, kept over connections
 * @param answers whether blocks are acknowledged and notifications confirmed that ask for it; only
 *     over TCP, as other lines go one way
 * @param pause a line that is silent for so long is between two telegrams; 20 ms to 1 minute
 * @param idle a TCP connection that is silent for so long is closed; 1 s to 1 day
 * @param maxConnections over TCP at the same time, 1 to 1000; more are closed at once
 */
public record PushOptions(
    PushKeys keys,
    ReceivedCounters counters,
    boolean answers,
    Duration pause,
    Duration idle,
    int maxConnections) {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_IDLE = Duration.ofDays(1);
  private static final int MOST_CONNECTIONS = 1000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public PushOptions {
    check("pause", pause, SHORTEST_PAUSE, LONGEST_PAUSE);
    check("idle", idle, Duration.ofSeconds(1), LONGEST_IDLE);
    if (maxConnections < 1 || maxConnections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "maxConnections is " + maxConnections + ", not 1 to " + MOST_CONNECTIONS);
    }
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is %s, not %s to %s".formatted(name, value, least, most));
    }
  }

  /** With these keys, without answers; a pause of 500 ms, idle 10 minutes, 64 connections. */
  public static PushOptions of(PushKeys keys) {
    return new PushOptions(
        keys, new ReceivedCounters(), false, Duration.ofMillis(500), Duration.ofMinutes(10), 64);
  }

  /** With answers over TCP. */
  public PushOptions answering() {
    return new PushOptions(keys, counters, true, pause, idle, maxConnections);
  }
}
