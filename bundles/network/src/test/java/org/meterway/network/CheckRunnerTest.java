/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.network.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.network.NetworkCheck;

class CheckRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final CheckRunner runner = new CheckRunner();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    runner.close();
  }

  @Test
  void whatIsFoundComesInTheOrderOfTheChecks() throws InterruptedException {
    List<Check> checks =
        IntStream.range(0, 30).<Check>mapToObj(i -> check("c" + i, () -> "found " + i)).toList();
    List<NetworkCheck> found = runner.run(checks, LONG);
    assertEquals(
        IntStream.range(0, 30).mapToObj(i -> "c" + i + " true found " + i).toList(),
        found.stream().map(it -> it.name() + " " + it.passed() + " " + it.reason()).toList());
  }

  @Test
  void aCheckThatFailsSaysWhy() throws InterruptedException {
    NetworkCheck found =
        only(
            runner.run(
                List.of(
                    check(
                        "c",
                        () -> {
                          throw new CheckFailedException("no carrier");
                        })),
                LONG));
    assertFalse(found.passed());
    assertEquals("no carrier", found.reason());
  }

  @Test
  void aCheckThatBreaksHasFailed() throws InterruptedException {
    NetworkCheck found =
        only(
            runner.run(
                List.of(
                    check(
                        "c",
                        () -> {
                          throw new IllegalStateException("broken");
                        })),
                LONG));
    assertFalse(found.passed());
    assertTrue(found.reason().contains("broken"), found.reason());
  }

  @Test
  void onlyAFewRunAtATime() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Check> checks =
        IntStream.range(0, 40)
            .<Check>mapToObj(
                i ->
                    check(
                        "c" + i,
                        () -> {
                          most.accumulateAndGet(running.incrementAndGet(), Math::max);
                          Thread.yield();
                          running.decrementAndGet();
                          return "";
                        }))
            .toList();
    runner.run(checks, LONG);
    assertTrue(most.get() <= 4, "at once: " + most);
  }

  @Test
  void oneThatHangsIsLeftBehindAndNotStartedAgain() throws InterruptedException {
    AtomicInteger starts = new AtomicInteger();
    Check hanging =
        check(
            "dns x",
            () -> {
              starts.incrementAndGet();
              hang();
              return "late";
            });
    List<Check> checks = List.of(hanging, check("c", () -> "well"));

    List<NetworkCheck> first = runner.run(checks, SHORT);
    assertFalse(first.get(0).passed());
    assertTrue(first.get(1).passed());
    assertEquals(1, runner.hanging());
    assertFalse(runner.run(checks, SHORT).get(0).passed());
    assertEquals(1, starts.get());

    released.countDown();
    eventually("it is asked again", () -> passes(checks));
    assertEquals(2, starts.get());
    assertEquals(0, runner.hanging());
  }

  /** More of them than run at a time do not keep the others. */
  @Test
  void manyThatHangDoNotKeepTheOthers() throws InterruptedException {
    List<Check> checks =
        IntStream.range(0, 10)
            .<Check>mapToObj(
                i ->
                    check(
                        "c" + i,
                        () -> {
                          if (i < 8) {
                            hang();
                          }
                          return "";
                        }))
            .toList();
    List<NetworkCheck> found = runner.run(checks, SHORT);
    assertEquals(2, found.stream().filter(NetworkCheck::passed).count());
    assertEquals(8, runner.hanging());
  }

  private boolean passes(List<Check> checks) {
    try {
      return runner.run(checks, SHORT).get(0).passed();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a lookup of a name does: it cannot be interrupted. */
  private void hang() {
    while (true) {
      try {
        released.await();
        return;
      } catch (InterruptedException ignored) {
        Thread.onSpinWait();
      }
    }
  }

  private static NetworkCheck only(List<NetworkCheck> found) {
    assertEquals(1, found.size());
    return found.get(0);
  }

  private interface Body {
    String run() throws CheckFailedException;
  }

  private static Check check(String name, Body body) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String run(Duration atMost) throws CheckFailedException {
        return body.run();
      }
    };
  }
}
