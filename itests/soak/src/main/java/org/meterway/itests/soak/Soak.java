/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.util.ArrayList;
import java.util.List;

/** The long form of the fault injection, see {@code ./meterway test --soak}. */
public final class Soak {
  private Soak() {}

  static List<Scenario> scenarios() {
    return List.of(new KillScenario());
  }

  /** Runs the scenarios that are named, or all. */
  public static void main(String[] arguments) throws Exception {
    boolean brief = List.of(arguments).contains("--brief");
    List<Row> rows = new ArrayList<>();
    for (Scenario scenario : scenarios()) {
      rows.addAll(scenario.run(new Dose(brief, 0, 1)));
    }
    rows.forEach(System.out::println);
    System.exit(rows.stream().allMatch(Row::isGood) ? 0 : 1);
  }
}
