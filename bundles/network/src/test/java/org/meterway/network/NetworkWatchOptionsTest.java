/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.config.InvalidConfigurationException;

class NetworkWatchOptionsTest {
  @Test
  void nothingIsCheckedByDefault() {
    NetworkWatchOptions options = of(Map.of());
    assertFalse(options.isChecking());
    assertEquals(Duration.ofSeconds(60), options.interval());
    assertEquals(Duration.ofSeconds(60), options.retry());
    assertFalse(options.endsRuns());
    assertEquals(
        List.of("3:modem-radio", "6:restart-host"),
        options.steps().stream().map(Step::title).toList());
  }

  @Test
  void checksComeInAFixedOrder() {
    NetworkWatchOptions options =
        of(
            Map.of(
                "probes",
                new String[] {"192.0.2.1:53", "ping:192.0.2.1", " ", "192.0.2.1:53"},
                "names",
                new String[] {"head-end.example"},
                "defaultRoute",
                true,
                "interfaces",
                new String[] {"wwan0"}));
    assertEquals(
        List.of(
            "interface wwan0",
            "default route",
            "dns head-end.example",
            "probe 192.0.2.1:53",
            "ping 192.0.2.1"),
        options.fixed().stream().map(Check::name).toList());
    assertTrue(options.isChecking());
  }

  @Test
  void whatIsWrongIsNamedEntryByEntry() {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () ->
                of(
                    Map.of(
                        "interfaces",
                        new String[] {"wwan0", "../x", "a name"},
                        "names",
                        new String[] {"192.0.2.1"},
                        "probes",
                        new String[] {"host", "ping:-f"},
                        "steps",
                        new String[] {"3:modem-radio", "soon:modem-radio"},
                        "headEnds",
                        "SOME",
                        "intervalSeconds",
                        0,
                        "retrySeconds",
                        86_401,
                        "checkTimeoutSeconds",
                        61)));
    List<String> problems = refused.problems();
    assertEquals(10, problems.size(), problems.toString());
    for (String start :
        List.of(
            "interfaces is \"../x\"",
            "interfaces is \"a name\"",
            "names is \"192.0.2.1\"",
            "probes is \"host\"",
            "probes is \"ping:-f\"",
            "steps is \"soon:modem-radio\", expected FAILURES:ACTION as 3:modem-radio",
            "headEnds is \"SOME\"",
            "intervalSeconds is \"0\"",
            "retrySeconds is \"86401\"",
            "checkTimeoutSeconds is \"61\"")) {
      assertTrue(problems.stream().anyMatch(it -> it.startsWith(start)), start);
    }
  }

  private static NetworkWatchOptions of(Map<String, Object> changed) {
    return NetworkWatchOptions.of(Annotations.of(NetworkWatchConfig.class, changed));
  }
}
