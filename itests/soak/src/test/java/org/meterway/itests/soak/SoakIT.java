/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The short form of each scenario. Nothing that the gateway accepts is lost. */
class SoakIT {
  private static final long SEED = 1;

  @TestFactory
  Stream<DynamicTest> nothingIsLost() {
    return Soak.scenarios().stream()
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> run(scenario)));
  }

  private static void run(Scenario scenario) throws Exception {
    assumeTrue(scenario.obstacle().isEmpty(), scenario.obstacle());
    List<Row> rows = scenario.run(new Dose(true, Duration.ZERO, SEED));
    rows.forEach(System.out::println);
    assertEquals(List.of(), rows.stream().filter(row -> !row.isGood()).toList());
  }
}
