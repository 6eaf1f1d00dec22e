/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others that tests ask. */
final class Program {
  private static final int LIMIT_SECONDS = 60;

  private Program() {}

  record Result(int status, String output) {}

  /** Leaves the test out where a program is not installed. */
  static void assumeThere(String program, String packageOfDebian)
      throws IOException, InterruptedException {
    assumeTrue(run("", program, "--version").status() == 0, "needs " + packageOfDebian);
  }

  /** Runs it to its end; status -1 if there is no such program. */
  static Result run(String input, String... command) throws IOException, InterruptedException {
    Path in = Files.createTempFile("program", ".in");
    Path out = Files.createTempFile("program", ".out");
    try {
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectErrorStream(true)
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new Result(process.waitFor(), Files.readString(out));
    } catch (IOException e) {
      return new Result(-1, e.getMessage());
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }
}
