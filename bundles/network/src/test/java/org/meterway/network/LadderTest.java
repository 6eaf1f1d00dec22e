/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LadderTest {
  private final Map<String, Ladder.Standing> standings = new HashMap<>();
  private final Usage usage = Usage.none();
  private final List<String> held = new ArrayList<>();
  private Ladder ladder;
  private int failures;
  private long now;

  @Test
  void stepsAreTakenAfterTheirFailures() {
    given("3:modem-radio", "6:restart-host");
    assertEquals("- - modem-radio - - restart-host - -", afterFailures(8));
  }

  @Test
  void stepsAreTakenInOrderWhateverTheOrderInWhichTheyAreWritten() {
    given("6:restart-host", "3:modem-radio");
    assertEquals("- - modem-radio - - restart-host", afterFailures(6));
  }

  @Test
  void oneStepIsTakenARound() {
    given("2:a", "2:b", "2:c");
    assertEquals("- a b c -", afterFailures(5));
  }

  @Test
  void aSuccessBeginsAnew() {
    given("3:a", "5:b");
    assertEquals("- - a -", afterFailures(4));
    recovered();
    assertEquals("- - a - b", afterFailures(5));
  }

  @Test
  void aStepIsRepeatedAfterFurtherFailures() {
    given("2:a;repeat=3", "3:b");
    assertEquals("- a b - a - - a", afterFailures(8));
  }

  @Test
  void aMissingActionDoesNotKeepTheNextAndIsTakenOnceItIsThere() {
    given("2:a", "3:b");
    standings.put("a", Ladder.Standing.MISSING);
    assertEquals("- - b - -", afterFailures(5));
    assertEquals(List.of("a MISSING"), held);
    standings.remove("a");
    assertEquals("a -", afterFailures(2));
  }

  @Test
  void whatIsSwitchedOffIsPassedOver() {
    given("1:restart-host", "2:a");
    standings.put("restart-host", Ladder.Standing.SWITCHED_OFF);
    assertEquals("- a - -", afterFailures(4));
    assertEquals(List.of("restart-host SWITCHED_OFF"), held);
  }

  @Test
  void whyAStepIsHeldIsToldOnceUntilTheNextSuccess() {
    given("1:a");
    standings.put("a", Ladder.Standing.MISSING);
    afterFailures(3);
    standings.put("a", Ladder.Standing.BUSY);
    afterFailures(3);
    recovered();
    afterFailures(3);
    assertEquals(List.of("a MISSING", "a BUSY", "a BUSY"), held);
  }

  @Test
  void aLimitHoldsOverSuccessesAndLetsGoAfterItsPeriod() {
    given("1:a;limit=2/1h", "2:b;limit=100/1d");
    assertEquals("a b", afterFailures(2));
    recovered();
    assertEquals("a", afterFailures(1));
    recovered();
    assertEquals("- b", afterFailures(2));
    assertEquals(List.of("a LIMIT_REACHED"), held);
    recovered();
    now += 3600;
    assertEquals("- b", afterFailures(2));
    recovered();
    now += 2;
    assertEquals("a b", afterFailures(2));
  }

  private void given(String... steps) {
    ladder = new Ladder(Stream.of(steps).map(it -> Step.parse(it).orElseThrow()).toList());
  }

  private void recovered() {
    failures = 0;
    ladder.recovered();
  }

  /** The actions that were called, a word a round. */
  private String afterFailures(int rounds) {
    List<String> called = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Ladder.Turn turn =
          ladder.failed(
              ++failures,
              step -> standings.getOrDefault(step.action(), Ladder.Standing.READY),
              usage,
              now);
      turn.held().forEach(it -> held.add(it.step().action() + " " + it.why()));
      turn.call().ifPresent(step -> usage.add(new Usage.Use(step.action(), now, "-")));
      called.add(turn.call().map(Step::action).orElse("-"));
    }
    return String.join(" ", called);
  }
}
