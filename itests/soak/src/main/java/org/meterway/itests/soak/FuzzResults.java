/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The figures that the fuzz targets have left, see {@code mvn -Psoak-fuzz test}. */
final class FuzzResults {
  private FuzzResults() {}

  /**
   * Reads them.
   *
   * @return a line of a table for each target and way, and one for all together
   */
  static List<String> rows(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return rows;
    }
    long runs = 0;
    double seconds = 0;
    long findings = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        String json = Files.readString(file);
        rows.add(
            "| %s | %s | %s | %s | %s → %s | %s | %s |"
                .formatted(
                    value(json, "target"),
                    value(json, "how"),
                    value(json, "runs"),
                    value(json, "seconds"),
                    value(json, "heapBeforeMB"),
                    value(json, "heapAfterMB"),
                    value(json, "slowestMs"),
                    value(json, "findings")));
        runs += Long.parseLong(value(json, "runs"));
        seconds += Double.parseDouble(value(json, "seconds"));
        findings += Long.parseLong(value(json, "findings"));
      }
    }
    if (!rows.isEmpty()) {
      rows.add(
          String.format(
              Locale.ROOT, "| **all** | | **%d** | %.1f | | | %d |", runs, seconds, findings));
    }
    return rows;
  }

  private static String value(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
    return matcher.find() ? matcher.group(1) : "";
  }
}
