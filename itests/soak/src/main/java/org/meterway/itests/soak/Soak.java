/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The long form of the fault injection, see {@code ./meterway test --soak}. */
public final class Soak {
  private Soak() {}

  static List<Scenario> scenarios() {
    return List.of(
        new KillScenario(),
        new HeadEndScenario(),
        new DnsScenario(),
        new NetworkCutScenario(),
        new SerialScenario(),
        new DiskScenario(),
        new ClockScenario(),
        new ConfigurationScenario(),
        new BundleScenario());
  }

  /** Runs the scenarios that are named, or all. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    boolean brief = words.remove("--brief");
    boolean good = true;
    for (Scenario scenario : scenarios()) {
      if (!words.isEmpty() && !words.contains(scenario.name())) {
        continue;
      }
      long start = System.nanoTime();
      try {
        for (Row row : scenario.run(new Dose(brief, 0, 1))) {
          System.out.println(row);
          good &= row.isGood();
        }
      } catch (Exception e) {
        e.printStackTrace();
        good = false;
      }
      System.out.printf(
          "%s took %d s%n", scenario.name(), (System.nanoTime() - start) / 1_000_000_000);
    }
    System.exit(good ? 0 : 1);
  }
}
