/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.status.Counters;

/** The whole way from a verdict to the kernel's files; the time is the test's. */
class BlinkerTest {
  @TempDir private Path folder;

  private final Counters<LedCounter> counters = new Counters<>(LedCounter.class);
  private Verdict verdict = new Verdict(Shown.WELL, "");
  private long now = 1_000_000;
  private Path led;
  private Blinker blinker;

  @BeforeEach
  void anLed() throws IOException {
    led = folder.resolve("green:status");
    givenLed();
    blinker = blinker(false);
  }

  @Test
  void itIsTakenOverAndGivenBack() {
    blinker.turn();
    assertEquals("none", read("trigger"));
    assertEquals("255", read("brightness"));
    blinker.close();
    assertEquals("heartbeat", read("trigger"));
    assertEquals("3", read("brightness"));
  }

  @Test
  void whatDoesNotChangeIsWrittenOnce() {
    run(60_000);
    assertEquals(1, counters.get(LedCounter.WRITES));
    assertEquals(1, counters.get(LedCounter.CHANGES));
  }

  @Test
  void whileItIsSteadyItIsLookedAtNoMoreThanItsInterval() {
    assertTrue(run(60_000) <= 31, "turns in a minute");
  }

  @Test
  void aCodeIsBlinked() {
    verdict = new Verdict(Shown.HEAD_END, "hes");
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      long until = now + 200;
      while (now < until) {
        now += Math.min(blinker.turn(), until - now);
      }
      seen.append(read("brightness").equals("255") ? 'X' : '.');
    }
    assertEquals("X..X........", seen.toString());
    assertEquals(4, counters.get(LedCounter.WRITES));
  }

  @Test
  void anInvertedLedIsOffWhenAllIsWell() {
    blinker = blinker(true);
    blinker.turn();
    assertEquals("0", read("brightness"));
  }

  @Test
  void aChangeIsShownWithinTheInterval() {
    run(10_000);
    verdict = new Verdict(Shown.NETWORK, "offline");
    run(2000);
    assertEquals(Shown.NETWORK, blinker.verdict().shown());
  }

  @Test
  void anLedThatIsNotThereIsSaidAndLookedForNowAndThen() throws IOException {
    deleteLed();
    assertTrue(run(60_000) < 60, "turns in a minute");
    assertTrue(blinker.problem().startsWith("there is no LED"), blinker.problem());
    givenLed();
    run(6000);
    assertEquals("", blinker.problem());
    assertEquals("255", read("brightness"));
  }

  @Test
  void anLedThatVanishesIsSaidAndComesBack() throws IOException {
    verdict = new Verdict(Shown.PORT, "meter1");
    run(10_000);
    deleteLed();
    run(10_000);
    assertTrue(blinker.problem().startsWith("there is no LED"), blinker.problem());
    givenLed();
    run(6000);
    assertEquals("", blinker.problem());
    blinker.close();
    assertEquals("heartbeat", read("trigger"));
  }

  /** Turns until the time has passed. */
  private int run(long millis) {
    int turns = 0;
    for (long end = now + millis; now < end; turns++) {
      now += blinker.turn();
    }
    return turns;
  }

  private Blinker blinker(boolean inverted) {
    return new Blinker(
        "front",
        new SysfsLed(led),
        inverted,
        Duration.ofSeconds(2),
        () -> verdict,
        () -> now,
        counters);
  }

  private void givenLed() throws IOException {
    Files.createDirectories(led);
    Files.writeString(led.resolve("trigger"), "none kbd-scrolllock timer [heartbeat] mmc0\n");
    Files.writeString(led.resolve("brightness"), "3\n");
    Files.writeString(led.resolve("max_brightness"), "255\n");
  }

  private void deleteLed() throws IOException {
    for (String file : new String[] {"trigger", "brightness", "max_brightness"}) {
      Files.delete(led.resolve(file));
    }
    Files.delete(led);
  }

  private String read(String file) {
    try {
      return Files.readString(led.resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
