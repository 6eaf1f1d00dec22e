/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NamedListenersTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final NamedListeners<String> listeners = new NamedListeners<>("port1", "*");

  @Test
  void listenersAreFoundByNameInEveryFormOfTheProperty() {
    listeners.put("a", "port1");
    listeners.put("b", new String[] {"port2", "port1"});
    listeners.put("c", List.of("port1"));
    listeners.put("d", "*");
    listeners.put("e", "port2");
    listeners.put("f", null);
    listeners.put("g", 7);

    assertEquals(List.of("a", "b", "c", "d"), listeners.current());
  }

  @Test
  void changedPropertyTakesTheListenerAway() {
    listeners.put("a", "port1");
    listeners.put("a", "port1");
    assertEquals(List.of("a"), listeners.current());

    listeners.put("a", "port2");

    assertEquals(List.of(), listeners.current());
  }

  @Test
  void waitEndsWhenTheFirstListenerComes() throws Exception {
    CompletableFuture<List<String>> waiting =
        CompletableFuture.supplyAsync(() -> listeners.await(LONG));

    listeners.put("a", "port1");

    assertEquals(List.of("a"), waiting.get(10, TimeUnit.SECONDS));
  }

  @Test
  void waitEndsWithTheGrace() {
    listeners.put("a", "port1");
    listeners.remove("a");

    assertEquals(List.of(), listeners.await(Duration.ofMillis(5)));
    assertEquals(List.of(), listeners.await(Duration.ZERO));
  }

  @Test
  void closingEndsTheWait() throws Exception {
    CompletableFuture<List<String>> waiting =
        CompletableFuture.supplyAsync(() -> listeners.await(LONG));

    listeners.close();

    assertEquals(List.of(), waiting.get(10, TimeUnit.SECONDS));
  }

  @Test
  void interruptEndsTheWaitAndStaysSet() {
    Thread.currentThread().interrupt();

    assertEquals(List.of(), listeners.await(LONG));

    assertTrue(Thread.interrupted());
  }
}
