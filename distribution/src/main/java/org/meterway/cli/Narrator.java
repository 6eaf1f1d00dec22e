/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells on the terminal what happens, a few lines a second of each topic, so that a person can
 * follow. Thread-safe.
 */
final class Narrator {
  /** What a line is about. */
  enum Topic {
    UPLINK(500),
    DOWNLINK(700),
    PARAMETER(400),
    FAULT(500);

    private final long intervalNanos;

    Topic(long intervalMs) {
      intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMs);
    }
  }

  private final Console console;
  private final long start = System.nanoTime();
  private final long[] nextAt = new long[Topic.values().length];
  private volatile boolean cut;

  Narrator(Console console) {
    this.console = console;
    Arrays.fill(nextAt, start);
  }

  /** Whether nobody reads any more: the command should end. */
  boolean isCut() {
    return cut;
  }

  /** Tells of one of many, if it is time for another line on this topic. */
  synchronized void sample(Topic topic, Supplier<String> line) {
    long now = System.nanoTime();
    if (now - nextAt[topic.ordinal()] >= 0) {
      nextAt[topic.ordinal()] = now + topic.intervalNanos;
      timed(now, line.get());
    }
  }

  /** Tells with the time. */
  synchronized void tell(String line) {
    timed(System.nanoTime(), line);
  }

  /** Prints a line as it is. */
  synchronized void print(String line) {
    if (cut) {
      return;
    }
    try {
      console.print(line);
      console.out().flush();
    } catch (IOException e) {
      // Nobody reads any more.
      cut = true;
    }
  }

  private void timed(long now, String line) {
    print(String.format(Locale.ROOT, "%7.2f s  %s", (now - start) / 1e9, line));
  }
}
