/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The short form of each scenario. Nothing that the gateway accepts is lost.
 *
 * <p>Mostly it is waited for, so two gateways run at a time; scenarios that need nothing of their
 * gateway share one.
 */
class SoakIT {
  private static final Dose DOSE = new Dose(true, Duration.ZERO, 1);
  private static final int AT_A_TIME = 2;

  private static final ExecutorService LANES = Executors.newFixedThreadPool(AT_A_TIME);

  @AfterAll
  static void end() {
    LANES.shutdownNow();
  }

  @TestFactory
  List<DynamicTest> nothingIsLost() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      Future<List<Row>> rows =
          scenario.obstacle().isEmpty() ? LANES.submit(() -> scenario.run(DOSE)) : null;
      tests.add(DynamicTest.dynamicTest(scenario.name(), () -> check(scenario, rows)));
    }
    return tests;
  }

  /** The longest ones first. */
  private static List<Scenario> scenarios() {
    List<GuestScenario> guests = new ArrayList<>();
    List<Scenario> others = new ArrayList<>();
    for (Scenario scenario : Soak.scenarios()) {
      if (scenario instanceof GuestScenario guest) {
        guests.add(guest);
      } else {
        others.add(scenario);
      }
    }
    others.sort(Comparator.comparing(scenario -> !(scenario instanceof DiskScenario)));
    others.add(0, GuestScenario.together(guests));
    return others;
  }

  private static void check(Scenario scenario, Future<List<Row>> running) throws Exception {
    assumeTrue(scenario.obstacle().isEmpty(), scenario.obstacle());
    List<Row> rows = running.get();
    rows.forEach(System.out::println);
    assertEquals(List.of(), rows.stream().filter(row -> !row.isGood()).toList());
  }
}
