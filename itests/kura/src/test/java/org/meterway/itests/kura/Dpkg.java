/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Debian's own tool, which reads what jdeb wrote. */
final class Dpkg {
  private static final String TOOL = "dpkg-deb";

  private Dpkg() {}

  /** Whether it is installed here: a condition for tests. */
  static boolean isThere() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, TOOL)));
  }

  /** Unpacks a package; what an earlier one left in the folder goes. */
  static void extract(Path file, Path folder) throws IOException, InterruptedException {
    if (Files.exists(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    run("--extract", file, folder);
  }

  /**
   * Runs it.
   *
   * @return the lines that it printed
   */
  static List<String> run(String option, Path... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(TOOL, option);
    Arrays.stream(arguments).map(Path::toString).forEach(builder.command()::add);
    builder.redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TZ", "UTC");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(builder.command() + " failed: " + printed);
    }
    return printed.lines().toList();
  }
}
