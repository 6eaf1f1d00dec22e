/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepTest {
  @Test
  void aStepNeedsItsFailuresAndItsActionOnly() {
    assertEquals(
        Optional.of(
            new Step(
                3, "modem-radio", 0, new Limit(3, Duration.ofDays(1)), Duration.ofSeconds(120))),
        Step.parse(" 3:modem-radio "));
  }

  @Test
  void optionsComeInAnyOrder() {
    Step expected =
        new Step(6, "restart-host", 60, new Limit(2, Duration.ofHours(12)), Duration.ofMinutes(5));
    assertEquals(
        Optional.of(expected), Step.parse("6:restart-host;repeat=60;limit=2/12h;timeout=5m"));
    assertEquals(
        Optional.of(expected),
        Step.parse("6 : restart-host ; timeout = 300s ; limit=2/720m ; repeat=60"));
  }

  @Test
  void whatIsNotAStepIsRefused() {
    for (String wrong :
        List.of(
            "",
            "modem-radio",
            "0:modem-radio",
            "x:modem-radio",
            "-1:modem-radio",
            "9999999:modem-radio",
            "3:",
            "3:modem radio",
            "3:/bin/sh",
            "3:-x",
            "3:a;limit=3",
            "3:a;limit=0/1d",
            "3:a;limit=101/1d",
            "3:a;limit=3/0d",
            "3:a;limit=3/31d",
            "3:a;limit=3/1w",
            "3:a;timeout=2h",
            "3:a;timeout=0s",
            "3:a;repeat=0",
            "3:a;repeat=1;repeat=2",
            "3:a;every=2",
            "3:a;")) {
      assertTrue(Step.parse(wrong).isEmpty(), wrong);
    }
  }

  @Test
  void aLimitIsShownAsItIsWritten() {
    for (String text : List.of("3/1d", "12/6h", "1/90s", "100/30d", "5/45m")) {
      assertEquals(text, Limit.parse(text).orElseThrow().toString());
    }
    assertEquals("1/1h", Limit.parse("1/3600s").orElseThrow().toString());
  }
}
