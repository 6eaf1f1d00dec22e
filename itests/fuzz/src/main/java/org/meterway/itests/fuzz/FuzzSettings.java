/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much is fuzzed: system properties of the test's process.
 *
 * @param runs {@code fuzz.runs}: inputs by chance for each target, divided by its weight
 * @param seconds {@code fuzz.seconds}: and no longer than this; 0 for any time
 * @param seed {@code fuzz.seed}: what the inputs by chance follow from; 0 for the clock
 * @param reports {@code fuzz.reports}: folder for a line of figures of each target, and for
 *     findings
 */
record FuzzSettings(long runs, long seconds, long seed, Path reports) {
  static FuzzSettings ofProcess() {
    long seed = Long.getLong("fuzz.seed", 1);
    return new FuzzSettings(
        Long.getLong("fuzz.runs", 2000),
        Long.getLong("fuzz.seconds", 1),
        seed == 0 ? System.nanoTime() : seed,
        Path.of(System.getProperty("fuzz.reports", "target/fuzz")));
  }

  boolean hasTime(long begin) {
    return seconds == 0 || System.nanoTime() - begin < seconds * 1_000_000_000;
  }

  /** Prints the figures, and keeps them for the soak's table. */
  void report(FuzzFigures figures) throws IOException {
    System.out.println(figures.inWords());
    Files.createDirectories(reports);
    String name = figures.target() + "-" + figures.how().replace(' ', '-') + ".json";
    Files.writeString(reports.resolve(name), figures.json() + "\n");
  }
}
