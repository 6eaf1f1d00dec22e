/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.meterway.metrics.Catalogue.Entry;

/** The metrics reference says what a scrape shows. */
class MetricsReferenceTest {
  private static final Path FILE = Path.of("../../docs/reference/metrics.md");

  /** With this system property the test writes the file in place of comparing it. */
  private static final String WRITE = "metrics.reference.write";

  private static final String HOW_TO_WRITE =
      "docs/reference/metrics.md is not what the catalogue says; write it anew with\n"
          + "  mvn -q -pl bundles/metrics -am package -Dtest=MetricsReferenceTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "\n";

  private static final String INTRODUCTION =
      "# Metrics\n\n"
          + "What `/meterway/metrics` shows: in the text format of Prometheus, or as OpenMetrics 1.0"
          + " to whoever asks\n"
          + "for that. [How to scrape it](../how-to/monitor-with-prometheus.md). This page is written"
          + " by a test from\n"
          + "`catalogue.txt` of `bundles/metrics`; do not edit it.\n\n"
          + "A counter begins at 0 when its part of the gateway starts, and ends in `_total`. A part"
          + " that is not\n"
          + "configured has no metrics. What a bundle of yours counts, as a `StatusSource` of the kind"
          + " `pulse-meter`,\n"
          + "is there without further ado, of type `unknown` and under names such as"
          + " `meterway_pulse_meter_pulses`.\n";

  @Test
  void theReferenceIsWhatAScrapeShows() throws Exception {
    String current = reference();
    if (System.getProperty(WRITE) != null) {
      Files.writeString(FILE, current);
    }
    assertEquals(current, Files.exists(FILE) ? Files.readString(FILE) : "", HOW_TO_WRITE);
  }

  private static String reference() throws Exception {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("\n## Every part, and the process\n\n");
    page.append("| metric | type | labels | |\n|---|---|---|---|\n");
    general().forEach((name, row) -> page.append(row));
    Map<String, List<Entry>> kinds = new LinkedHashMap<>();
    for (Entry entry : new Catalogue().entries()) {
      kinds.computeIfAbsent(entry.kind(), kind -> new ArrayList<>()).add(entry);
    }
    kinds.forEach(
        (kind, entries) -> {
          page.append("\n## Parts of the kind `").append(kind).append("`\n\n");
          page.append("Label `").append(Catalogue.label(kind)).append("`: the part's name.\n\n");
          page.append("| metric | type | |\n|---|---|---|\n");
          entries.forEach(entry -> page.append(row(entry)));
        });
    return page.toString();
  }

  private static String row(Entry entry) {
    String type =
        switch (entry.type()) {
          case COUNTER, MILLIS -> "counter";
          default -> "gauge";
        };
    String help = entry.help();
    if (!entry.label().isEmpty()) {
      help += "; label `" + entry.label() + "`";
    }
    return "| `" + entry.shownName() + "` | " + type + " | " + help + " |\n";
  }

  /** What is there for one part of which nothing is known, by name. */
  private static Map<String, String> general() throws Exception {
    Map<String, String> rows = new TreeMap<>();
    Map<String, String> types = new LinkedHashMap<>();
    Map<String, String> helps = new LinkedHashMap<>();
    String text = new ScrapedGateway().with("link", "meter1", Map.of(), Map.of()).scrape("");
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      switch (words[1]) {
        case "HELP" -> helps.put(words[2], words[3]);
        case "TYPE" -> types.put(words[2], words[3]);
        default -> {
          String name = line.replaceFirst("[{ ].*", "");
          rows.putIfAbsent(
              name,
              "| `"
                  + name
                  + "` | "
                  + (name.endsWith("_info") ? "info" : types.get(name))
                  + " | "
                  + labels(line)
                  + " | "
                  + helps.get(name)
                  + " |\n");
        }
      }
    }
    return rows;
  }

  private static String labels(String line) {
    return line.contains("{")
        ? "`"
            + line.replaceFirst("[^{]*\\{", "")
                .replaceFirst("}[^}]*$", "")
                .replaceAll("=\"[^\"]*\"", "")
                .replace(",", "`, `")
            + "`"
        : "";
  }
}
