/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others make of a scrape that holds every metric of the catalogue: the reference parser of
 * OpenMetrics (Debian: python3-prometheus-client) and the linter of Prometheus (Debian:
 * prometheus).
 */
class StrictParserTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String PARSE =
      "import sys\n"
          + "from prometheus_client.openmetrics.parser import text_string_to_metric_families\n"
          + "families = list(text_string_to_metric_families(sys.stdin.read()))\n"
          + "print(len(families))\n";

  @TempDir Path folder;
  private final ScrapedGateway gateway = new ScrapedGateway();

  @BeforeEach
  void givenAGatewayWithEveryMetric() {
    Map<String, Map<String, Long>> counters = new LinkedHashMap<>();
    Map<String, Map<String, String>> facts = new LinkedHashMap<>();
    for (Catalogue.Entry entry : new Catalogue().entries()) {
      String source = entry.source().replace("*", "some.thing");
      switch (entry.type()) {
        case FACT ->
            facts.computeIfAbsent(entry.kind(), k -> new LinkedHashMap<>()).put(source, "3");
        case TIME ->
            facts
                .computeIfAbsent(entry.kind(), k -> new LinkedHashMap<>())
                .put(source, ScrapedGateway.SINCE.toString());
        default ->
            counters.computeIfAbsent(entry.kind(), k -> new LinkedHashMap<>()).put(source, 4L);
      }
    }
    counters.put("unknown-to-all", Map.of("pulses.total", 1L, "pulses", 2L));
    counters.forEach(
        (kind, counted) -> {
          gateway.with(kind, "one", counted, facts.getOrDefault(kind, Map.of()));
          gateway.with(kind, "ümlaut \"two\"", counted, facts.getOrDefault(kind, Map.of()));
        });
  }

  @Test
  void theReferenceParserReadsIt() throws Exception {
    assumeTrue(
        run("", PYTHON, "-c", "import prometheus_client").status() == 0,
        "needs python3-prometheus-client");
    Result result = run(gateway.scrape("application/openmetrics-text"), PYTHON, "-c", PARSE);
    assertEquals(0, result.status(), result.output());
    assertEquals(
        gateway.answer.body.lines().filter(line -> line.startsWith("# TYPE")).count(),
        Long.parseLong(result.output().strip()));
  }

  @Test
  void theLinterHasNothingToSay() throws Exception {
    assumeTrue(run("", "promtool", "--version").status() == 0, "needs promtool");
    Result result = run(gateway.scrape(""), "promtool", "check", "metrics");
    assertEquals(new Result(0, ""), result);
  }

  private record Result(int status, String output) {}

  private Result run(String input, String... command) throws IOException, InterruptedException {
    Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
    Path out = Files.createTempFile(folder, "out", "");
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectErrorStream(true)
              .start();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new Result(process.waitFor(), Files.readString(out));
    } catch (IOException e) {
      return new Result(-1, e.getMessage()); // not there
    }
  }
}
