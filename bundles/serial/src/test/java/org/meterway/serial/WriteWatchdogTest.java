/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteWatchdogTest {
  private static final long FAR = TimeUnit.HOURS.toNanos(1);

  private final WriteWatchdog watchdog = new WriteWatchdog();

  @AfterEach
  void stop() throws InterruptedException {
    watchdog.stop();
    assertTrue(thread() == null || !thread().isAlive());
  }

  private static Thread thread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("meterway-serial-watchdog"))
        .findAny()
        .orElse(null);
  }

  @Test
  void givenAWriteThatEndsInTime_thenNothingExpires() {
    WriteWatchdog.Watch watch = watchdog.watch(() -> {});
    watch.begin(System.nanoTime() + FAR);
    assertTrue(watch.end());
  }

  @Test
  void givenAWriteBeyondItsLimit_thenItExpiresOnceAndSaysSo() throws Exception {
    CountDownLatch expired = new CountDownLatch(1);
    WriteWatchdog.Watch watch = watchdog.watch(expired::countDown);
    watch.begin(System.nanoTime());
    assertTrue(expired.await(20, TimeUnit.SECONDS));
    assertFalse(watch.end());

    watch.begin(System.nanoTime() + FAR);
    assertTrue(watch.end(), "the next write is judged anew");
  }

  @Test
  void givenNoMoreTraffic_thenTheThreadSleepsUntilTheNextWrite() throws Exception {
    CountDownLatch expired = new CountDownLatch(1);
    WriteWatchdog.Watch watch = watchdog.watch(expired::countDown);
    watch.begin(System.nanoTime() + FAR);
    watch.end();
    Eventually.isTrue(
        "the watchdog sleeps without time limit",
        () -> thread() != null && thread().getState() == Thread.State.WAITING);
    watch.begin(System.nanoTime());
    assertTrue(expired.await(20, TimeUnit.SECONDS), "it wakes up");
  }
}
