/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityPageTest {
  @TempDir private Path folder;

  private static Row row(String fault, Delivery delivery, long lost) {
    Recovery recovery = new Recovery();
    recovery.add(Duration.ofMillis(120));
    recovery.add(Duration.ofMillis(80));
    recovery.add(Duration.ofMillis(2500));
    return new Row(
        fault,
        delivery,
        3,
        Duration.ofSeconds(12),
        new Ledger.Counts(100, 0, lost, 4, 7, 0),
        recovery,
        new Recovery(),
        new Row.Leak(0, 0, ""),
        false,
        false,
        "");
  }

  private List<String> rows(Path page) throws IOException {
    return Files.readAllLines(page).stream().filter(line -> line.contains("| 100 |")).toList();
  }

  @Test
  void aRunReplacesTheRowsOfItsScenarioAndKeepsTheOthers() throws Exception {
    Path page = folder.resolve("reliability.md");
    ReliabilityPage first = ReliabilityPage.read(page);
    first.put("kill", List.of(row("kill -9", Delivery.WRITTEN, 5)));
    first.put("dns", List.of(row("unknown", Delivery.CONFIRMED, 0)));
    first.write("Then.");
    ReliabilityPage second = ReliabilityPage.read(page);
    second.put("kill", List.of(row("kill -9", Delivery.WRITTEN, 0)));
    second.write("Now.");

    List<String> rows = rows(page);
    assertEquals(2, rows.size());
    assertTrue(
        rows.get(0)
            .startsWith(
                "| kill | kill -9 | WRITTEN | 3 | 12 s | 100 | 0 | 4 | – | 0 | 0.12 s / 2.50 s | 0 / 0 | "),
        rows.get(0));
    assertTrue(
        rows.get(1).startsWith("| dns | unknown | CONFIRMED | 3 | 12 s | 100 | 0 | 7 | **4** |"),
        rows.get(1));
  }

  @Test
  void whatIsLostIsBold() throws Exception {
    Path page = folder.resolve("reliability.md");
    ReliabilityPage reliability = ReliabilityPage.read(page);
    reliability.put("kill", List.of(row("kill -9", Delivery.WRITTEN, 5)));
    reliability.write("Now.");
    assertTrue(rows(page).get(0).contains("| **5** |"));
  }

  @Test
  void theFiguresOfTheFuzzTargetsAreTakenOver() throws Exception {
    Path figures = Files.createDirectory(folder.resolve("fuzz"));
    Files.writeString(
        figures.resolve("Frames-by-chance.json"),
        "{\"target\":\"Frames\",\"how\":\"by chance\",\"runs\":400000,\"seconds\":9.5,"
            + "\"perSecond\":42105,\"heapBeforeMB\":8.1,\"heapAfterMB\":8.2,\"slowestMs\":3.10,"
            + "\"slowestBytes\":512,\"findings\":0}\n");
    assertEquals(
        List.of(
            "| Frames | by chance | 400000 | 9.5 | 8.1 → 8.2 | 3.10 | 0 |",
            "| **all** | | **400000** | 9.5 | | | 0 |"),
        FuzzResults.rows(figures));
  }
}
