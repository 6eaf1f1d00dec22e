/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        Program.run("", PYTHON, "-c", "import prometheus_client").status() == 0,
        "needs python3-prometheus-client");
    Program.Result result =
        Program.run(gateway.scrape("application/openmetrics-text"), PYTHON, "-c", PARSE);
    assertEquals(0, result.status(), result.output());
    assertEquals(
        gateway.answer.body.lines().filter(line -> line.startsWith("# TYPE")).count(),
        Long.parseLong(result.output().strip()));
  }

  @Test
  void theLinterHasNothingToSay() throws Exception {
    Program.assumeThere("promtool", "prometheus");
    Program.Result result = Program.run(gateway.scrape(""), "promtool", "check", "metrics");
    assertEquals(new Program.Result(0, ""), result);
  }
}
