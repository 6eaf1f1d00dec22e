/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the system. */
final class Shell {
  private static final long LIMIT_SECONDS = 20;

  private Shell() {}

  /** Whether this is root, who may mount and make network namespaces. */
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Whether a program is installed. */
  static boolean has(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Put before a command, this lets the program die when its parent does, however that ends. */
  static List<String> dyingWithUs() {
    return has("setpriv") ? List.of("setpriv", "--pdeathsig", "KILL", "--") : List.of();
  }

  /**
   * Runs a program to its end; returns what it said.
   *
   * @throws IOException if its exit status is not 0
   */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said;
    try {
      process.getOutputStream().close();
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } finally {
      process.destroyForcibly();
    }
    return said;
  }
}
