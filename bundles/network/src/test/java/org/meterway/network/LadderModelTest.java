/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The life of a gateway by chance, for weeks: failures, successes, restarts and crashes, clocks
 * that jump, files that are damaged. Compared with true time, which none of these touches.
 */
class LadderModelTest {
  private static final int ROUNDS = 60_000;

  private static final List<Step> STEPS =
      List.of(
          step("3:modem-radio;repeat=30;limit=12/1d"),
          step("5:interface;repeat=7;limit=2/1h"),
          step("6:restart-host;repeat=60;limit=3/1d"));

  private final Shelf shelf = new Shelf();
  private Random random;

  /** Seconds; goes on whatever happens. */
  private long trueTime;

  /** What System.nanoTime shows: another origin in each run. */
  private long origin;

  private Instant wall = Instant.parse("2026-11-26T00:00:00Z");
  private Memory memory;
  private Ladder ladder;
  private int failures;
  private final Map<String, List<Long>> calls = new HashMap<>();

  /** Since the last success or start of the gateway. */
  private final List<String> calledNow = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverMoreActionsThanTheirLimitsAllow(long seed) {
    random = new Random(seed);
    begin();
    for (int i = 0; i < ROUNDS; i++) {
      trueTime += 1 + random.nextInt(120);
      wall = wall.plusSeconds(60);
      switch (random.nextInt(400)) {
        case 0 -> restart(true);
        case 1 -> restart(false);
        case 2 -> damageAndRestart();
        case 3 -> wall = wall.plus(Duration.ofDays(random.nextInt(40_000) - 20_000));
        default -> round(random.nextInt(50) == 0);
      }
    }
    assertEquals(STEPS.size(), calls.size(), "each action was called: " + calls.keySet());
    STEPS.forEach(this::assertWithinLimit);
  }

  @Test
  void aDamagedMemoryCountsAsEachLimitReachedUntilItsPeriodHasPassed() {
    random = new Random(1);
    shelf.text = "what is this";
    begin();
    assertFalse(memory.problem().isEmpty());
    int before = 0;
    while (calls.isEmpty()) {
      trueTime += 60;
      round(false);
      before++;
      // Not even if it is started anew each time.
      if (before % 10 == 0) {
        restart(true);
      }
    }
    assertTrue(before * 60 >= 3600, "first called after " + before + " minutes");
  }

  @Test
  void whatWasCalledBeforeARestartCountsAfterIt() {
    random = new Random(1);
    begin();
    int restarts = 0;
    for (int i = 0; i < 200; i++) {
      trueTime += 60;
      if (round(false).filter("restart-host"::equals).isPresent()) {
        restarts++;
        restart(false);
      }
    }
    assertEquals(3, restarts);
  }

  @Test
  void theDaysOfALimitPassWhileTheGatewayRuns() {
    random = new Random(1);
    begin();
    for (int minute = 0; minute < 3 * 24 * 60; minute++) {
      trueTime += 60;
      if (round(false).filter("restart-host"::equals).isPresent()) {
        restart(false);
      }
    }
    int restarts = calls.get("restart-host").size();
    assertTrue(restarts >= 6 && restarts <= 9, "restarts in three days: " + restarts);
  }

  private void begin() {
    origin = random.nextLong() >> 2;
    long start = trueTime;
    memory = new Memory(shelf, () -> origin + Duration.ofSeconds(trueTime - start).toNanos());
    ladder = new Ladder(STEPS);
    failures = 0;
    calledNow.clear();
  }

  private void restart(boolean orderly) {
    if (orderly) {
      memory.close();
    }
    trueTime += random.nextInt(300);
    if (random.nextBoolean()) {
      wall = Instant.EPOCH.plusSeconds(random.nextInt(1000)); // No battery.
    }
    begin();
  }

  private void damageAndRestart() {
    if (shelf.text.isEmpty()) {
      return;
    }
    int at = random.nextInt(shelf.text.length());
    String start = shelf.text.substring(0, at);
    char changed = (char) (shelf.text.charAt(at) ^ 1 << random.nextInt(7));
    shelf.text = random.nextBoolean() ? start : start + changed + shelf.text.substring(at + 1);
    if (!shelf.text.isEmpty()) {
      begin();
      assertFalse(memory.problem().isEmpty(), "the damage was noticed");
    } else {
      shelf.text = "x"; // A file that is empty is damaged as well.
      begin();
    }
  }

  private Optional<String> round(boolean success) {
    memory.tick();
    if (success) {
      ladder.recovered();
      failures = 0;
      calledNow.clear();
      return Optional.empty();
    }
    Ladder.Turn turn =
        ladder.failed(++failures, step -> Ladder.Standing.READY, memory.usage(), memory.now());
    Optional<Step> taken = turn.call();
    taken.ifPresent(this::call);
    return taken.map(Step::action);
  }

  private void call(Step step) {
    assertTrue(failures >= step.after(), step + " after " + failures + " failures");
    // Each step is behind the earlier ones: those were called before it or their limits held them.
    for (Step earlier : STEPS) {
      if (earlier.after() < step.after() && !calledNow.contains(earlier.action())) {
        assertFalse(
            memory.usage().permits(earlier.action(), earlier.limit(), memory.now()),
            step + " before " + earlier);
      }
    }
    assertTrue(memory.note(step.action(), wall));
    calledNow.add(step.action());
    calls.computeIfAbsent(step.action(), action -> new ArrayList<>()).add(trueTime);
  }

  private void assertWithinLimit(Step step) {
    List<Long> times = calls.get(step.action());
    int uses = step.limit().uses();
    for (int i = uses; i < times.size(); i++) {
      long span = times.get(i) - times.get(i - uses);
      assertTrue(
          span >= step.limit().period().toSeconds(),
          step + ": " + (uses + 1) + " calls within " + span + " s");
    }
  }

  private static Step step(String text) {
    return Step.parse(text).orElseThrow();
  }

  /** What was written last; empty for nothing. */
  private static final class Shelf implements MemoryStore {
    private String text = "";

    @Override
    public Optional<String> read() {
      return Optional.of(text).filter(it -> !it.isEmpty());
    }

    @Override
    public void write(String written) {
      text = written;
    }

    @Override
    public String whyForgetful() {
      return "";
    }
  }
}
