/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.time.Duration;
import java.util.Map;

/**
 * What systemd expects of this process, as the environment says (sd_notify(3),
 * sd_watchdog_enabled(3)).
 *
 * @param notified whether it listens at all
 * @param watchdog within which time it wants a sign of life, again and again; zero: it does not
 */
record Expectation(boolean notified, Duration watchdog) {
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final String WATCHDOG_MICROS = "WATCHDOG_USEC";
  private static final String WATCHDOG_PROCESS = "WATCHDOG_PID";
  private static final Duration WITHOUT_WATCHDOG = Duration.ofSeconds(30);

  /**
   * Reads the environment.
   *
   * @param process the number of this process
   */
  static Expectation of(Map<String, String> environment, long process) {
    String socket = environment.getOrDefault(SOCKET, "");
    String watched = environment.getOrDefault(WATCHDOG_PROCESS, "");
    boolean ours = watched.isEmpty() || watched.equals(Long.toString(process));
    return new Expectation(
        socket.startsWith("/") || socket.startsWith("@"),
        ours ? micros(environment.getOrDefault(WATCHDOG_MICROS, "")) : Duration.ZERO);
  }

  private static Duration micros(String text) {
    return text.matches("[0-9]{1,15}")
        ? Duration.ofNanos(Math.multiplyExact(Long.parseLong(text), 1000L))
        : Duration.ZERO;
  }

  boolean isWatched() {
    return !watchdog.isZero();
  }

  /** How often to look and to tell: twice within the time, with room for a busy machine. */
  Duration interval() {
    return isWatched() ? watchdog.multipliedBy(2).dividedBy(5) : WITHOUT_WATCHDOG;
  }
}
