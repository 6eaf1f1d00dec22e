/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemRequestTimerTest {
  @Test
  void givenATaskThenItRunsOnADaemonThreadOfItsOwn() throws Exception {
    try (SystemRequestTimer timer = new SystemRequestTimer()) {
      CompletableFuture<Thread> ran = new CompletableFuture<>();
      timer.after(Duration.ofMillis(1), () -> ran.complete(Thread.currentThread()));

      Thread thread = ran.get(10, TimeUnit.SECONDS);
      assertEquals("meterway-requests-timer", thread.getName());
      assertTrue(thread.isDaemon());
    }
  }
}
