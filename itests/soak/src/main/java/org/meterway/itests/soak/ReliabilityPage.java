/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The page {@code docs/reference/reliability.md}: the prose of this module's resource, and tables
 * of what came of the runs. Rows of scenarios that were not run this time stay as they are.
 */
final class ReliabilityPage {
  private static final String TEMPLATE = "reliability.md";
  private static final String FAULTS = "<!-- faults -->";
  private static final String FUZZ = "<!-- fuzz -->";
  private static final String MACHINE = "<!-- machine -->";
  private static final String NONE = "–";

  private final Path page;
  private final List<String> rows;
  private final List<String> fuzzRows;

  private ReliabilityPage(Path page, List<String> rows, List<String> fuzzRows) {
    this.page = page;
    this.rows = rows;
    this.fuzzRows = fuzzRows;
  }

  /** Reads the rows of earlier runs. */
  static ReliabilityPage read(Path page) throws IOException {
    List<String> old = Files.exists(page) ? Files.readAllLines(page) : List.of();
    return new ReliabilityPage(page, table(old, FAULTS), table(old, FUZZ));
  }

  /** The rows of the table behind a marker, without its head. */
  private static List<String> table(List<String> lines, String marker) {
    List<String> rows = new ArrayList<>();
    int head = 2;
    for (int at = lines.indexOf(marker) + 1; at > 0 && at < lines.size(); at++) {
      if (!lines.get(at).startsWith("|")) {
        break;
      }
      if (head > 0) {
        head--;
      } else {
        rows.add(lines.get(at));
      }
    }
    return rows;
  }

  /** Replaces the rows of a scenario. */
  void put(String scenario, List<Row> results) {
    rows.removeIf(row -> scenario(row).equals(scenario));
    results.forEach(result -> rows.add(line(scenario, result)));
    List<String> order = Soak.scenarios().stream().map(Scenario::name).toList();
    rows.sort(Comparator.comparingInt(row -> order.indexOf(scenario(row))));
  }

  private static String scenario(String row) {
    return row.substring(1, row.indexOf('|', 1)).strip();
  }

  /** Replaces the rows of the fuzz targets, if there are any. */
  void putFuzz(List<String> results) {
    if (!results.isEmpty()) {
      fuzzRows.clear();
      fuzzRows.addAll(results);
    }
  }

  private static String line(String scenario, Row row) {
    Ledger.Counts counts = row.counts();
    boolean once = row.delivery().isOnce();
    List<String> remarks = new ArrayList<>();
    if (!row.detection().isEmpty()) {
      remarks.add("noticed within " + times(row.detection()));
    }
    if (row.mayLose() && counts.lost() > 0) {
      remarks.add("beyond what is promised, see above");
    }
    if (row.mayDisorder() && (counts.reordered() > 0 || once && counts.duplicated() > 0)) {
      remarks.add("as [store](store.md) says of a disk that is away");
    }
    if (counts.refused() > 0) {
      remarks.add(counts.refused() + " refused");
    }
    if (!row.leak().names().isEmpty()) {
      remarks.add("**leaked** " + row.leak().names().replace("|", "/"));
    }
    if (!row.problem().isEmpty()) {
      remarks.add("**problem**: " + row.problem().replace("|", "/"));
    }
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %d s | %d | %s | %d | %s | %s | %s | %s | %s | %s |",
        scenario,
        row.fault(),
        row.delivery().words(),
        row.injected(),
        Math.max(1, row.time().toSeconds()),
        counts.accepted(),
        zeroOrBold(counts.lost()),
        once ? counts.repeated() : counts.duplicated(),
        once ? zeroOrBold(counts.duplicated()) : NONE,
        zeroOrBold(counts.reordered()),
        row.recovery().isEmpty() ? NONE : times(row.recovery()),
        row.leak().isCompared() ? row.leak().threads() + " / " + row.leak().descriptors() : NONE,
        LocalDate.now(ZoneOffset.UTC),
        String.join("; ", remarks));
  }

  private static String zeroOrBold(long count) {
    return count == 0 ? "0" : "**" + count + "**";
  }

  private static String times(Recovery recovery) {
    return seconds(recovery.median()) + " / " + seconds(recovery.longest());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }

  /**
   * Writes the page.
   *
   * @param machine when and on what the last run was
   * @return the table of faults
   */
  String write(String machine) throws IOException {
    String text;
    try (InputStream in = ReliabilityPage.class.getResourceAsStream(TEMPLATE)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String faults =
        """
        | scenario | fault | delivery | times | within | accepted | lost | came twice | taken twice | out of order | recovered within, median / longest | leaked threads / descriptors | day | remarks |
        |---|---|---|---:|---:|---:|---:|---:|---:|---:|---|---|---|---|
        """
            + String.join("\n", rows)
            + "\n";
    String fuzz =
        fuzzRows.isEmpty()
            ? "Not run yet.\n"
            : """
              | target | inputs | runs | seconds | heap in MB | slowest in ms | findings |
              |---|---|---:|---:|---|---:|---:|
              """
                + String.join("\n", fuzzRows)
                + "\n";
    text = text.replace(FAULTS + "\n", FAULTS + "\n" + faults);
    text = text.replace(FUZZ + "\n", FUZZ + "\n" + fuzz);
    text = text.replace(MACHINE, machine);
    Files.writeString(page, text);
    return faults;
  }
}
