/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The long form of the fault injection, see {@code ./meterway test --soak}. */
public final class Soak {
  private static final int USAGE = 2;

  /** Has run already when this begins: Maven does it. */
  private static final String FUZZ = "fuzz";

  private final List<String> names = new ArrayList<>();
  private boolean isBrief;
  private Duration limit = Duration.ZERO;
  private long seed = System.nanoTime();
  private Path page = Path.of("docs/reference/reliability.md");
  private boolean good = true;

  private Soak() {}

  /** All scenarios, in the order of the table. */
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

  /** Runs the scenarios that are named, or all, and writes the page. */
  public static void main(String[] arguments) throws Exception {
    Soak soak = new Soak();
    try {
      soak.read(new ArrayDeque<>(Arrays.asList(arguments)));
    } catch (IllegalArgumentException e) {
      System.err.println("meterway test --soak: " + e.getMessage());
      System.exit(USAGE);
    }
    soak.run();
    System.exit(soak.good ? 0 : 1);
  }

  private void read(Deque<String> words) {
    while (!words.isEmpty()) {
      String word = words.pop();
      switch (word) {
        case "--brief" -> isBrief = true;
        case "--seconds" -> limit = Duration.ofSeconds(number(word, words));
        case "--seed" -> seed = number(word, words);
        case "--page" -> page = Path.of(argument(word, words));
        default -> {
          if (!word.equals(FUZZ)
              && scenarios().stream().noneMatch(scenario -> scenario.name().equals(word))) {
            throw new IllegalArgumentException(
                "'"
                    + word
                    + "', expected --seconds N, --seed N or scenarios of "
                    + scenarios().stream().map(Scenario::name).collect(Collectors.joining(", "))
                    + ", "
                    + FUZZ);
          }
          names.add(word);
        }
      }
    }
  }

  private static String argument(String option, Deque<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.pop();
  }

  private static long number(String option, Deque<String> words) {
    String text = argument(option, words);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " " + text + ", expected a number", e);
    }
  }

  private void run() throws IOException {
    System.out.println("seed " + seed);
    for (Scenario scenario : scenarios()) {
      if (names.isEmpty() || names.contains(scenario.name())) {
        run(scenario);
      }
    }
    if (!isBrief) {
      ReliabilityPage reliability = ReliabilityPage.read(page);
      reliability.putFuzz(FuzzResults.rows(Path.of("target/fuzz")));
      System.out.println();
      System.out.println(reliability.write(Machine.words()));
      System.out.println("written to " + page);
    }
  }

  private void run(Scenario scenario) throws IOException {
    if (!scenario.obstacle().isEmpty()) {
      System.out.println(scenario.name() + " not run: " + scenario.obstacle());
      return;
    }
    long start = System.nanoTime();
    List<Row> rows;
    try {
      rows = scenario.run(new Dose(isBrief, limit, seed));
    } catch (Exception e) {
      // The others are worth running all the same.
      System.out.println(scenario.name() + " could not be run");
      e.printStackTrace(System.out);
      good = false;
      return;
    }
    rows.forEach(System.out::println);
    System.out.printf(
        "%s took %d s%n", scenario.name(), Duration.ofNanos(System.nanoTime() - start).toSeconds());
    good &= rows.stream().allMatch(Row::isGood);
    if (!isBrief) {
      // At once, should a later scenario end badly; read anew, should another soak run beside.
      ReliabilityPage reliability = ReliabilityPage.read(page);
      reliability.put(scenario.name(), rows);
      reliability.write(Machine.words());
    }
  }
}
