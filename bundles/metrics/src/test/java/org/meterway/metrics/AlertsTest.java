/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What alerts and pages ask for is there. */
class AlertsTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:meterway|process|jvm)_[a-z0-9_]+\\b");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prometheus/meterway-alerts.yml",
        "prometheus/meterway-alerts-test.yml",
        "how-to/monitor-with-prometheus.md"
      })
  void everyMetricThatIsNamedIsShown(String file) throws IOException {
    Set<String> shown = names(DOCS.resolve("reference/metrics.md"));
    Set<String> asked = names(DOCS.resolve(file));
    asked.remove("meterway_pulse_meter_pulses");
    assertFalse(asked.isEmpty(), "no metric is named");
    assertEquals(List.of(), asked.stream().filter(name -> !shown.contains(name)).toList());
  }

  private static Set<String> names(Path file) throws IOException {
    return METRIC
        .matcher(Files.readString(file))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  @Test
  void theRulesFireAsTheirTestsSay() throws Exception {
    Path folder = DOCS.resolve("prometheus");
    Program.assumeThere("promtool", "prometheus");
    assertEquals(
        0, Program.run("", "promtool", "check", "rules", folder + "/meterway-alerts.yml").status());
    Program.Result result =
        Program.run("", "promtool", "test", "rules", folder + "/meterway-alerts-test.yml");
    assertEquals(0, result.status(), result.output());
  }
}
