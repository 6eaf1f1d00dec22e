/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long this process has existed. Java's own answer, {@link ProcessHandle.Info#startInstant}, is
 * off by up to a second, since Linux tells the time of its boot in whole seconds.
 */
final class ProcessAge {
  private static final int TICKS_A_SECOND = 100;

  /** Where the start time stands behind the command's closing bracket (proc(5), field 22). */
  private static final int START_TIME = 20;

  private ProcessAge() {}

  /** The age right now, to about 10 ms; empty where it is not known. */
  static Optional<Duration> now() {
    try {
      return Optional.of(
          between(
              Files.readString(Path.of("/proc/self/stat")),
              Files.readString(Path.of("/proc/uptime"))));
    } catch (IOException | RuntimeException e) {
      // Not Linux, or not as we know it: the caller has another measure.
      return Optional.empty();
    }
  }

  /** From the content of both files. */
  static Duration between(String stat, String uptime) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).split(" ");
    double start = Double.parseDouble(fields[START_TIME]) / TICKS_A_SECOND;
    double now = Double.parseDouble(uptime.split(" ")[0]);
    return Duration.ofMillis(Math.round((now - start) * 1000));
  }
}
