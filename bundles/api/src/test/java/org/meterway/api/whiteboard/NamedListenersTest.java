/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NamedListenersTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<String> failures = new ArrayList<>();
  private final NamedListeners<String> listeners =
      new NamedListeners<>(
          "port1", "*", (listener, failure) -> failures.add(listener + ": " + failure));

  @Test
  void listenersAreFoundByNameInEveryFormOfTheProperty() {
    listeners.put("a", "port1");
    listeners.put("b", new String[] {"port2", "port1"});
    listeners.put("c", List.of("port1"));
    listeners.put("d", "*");
    listeners.put("e", "port2");
    listeners.put("f", null);
    listeners.put("g", 7);

    assertEquals(List.of("a", "b", "c", "d"), called());
    assertEquals(4, listeners.size());
  }

  @Test
  void changedPropertyTakesTheListenerAway() {
    listeners.put("a", "port1");
    listeners.put("a", "port1");
    assertEquals(List.of("a"), called());

    listeners.put("a", "port2");

    assertEquals(List.of(), called());
  }

  @Test
  void deliveryWaitsForTheFirstListener() throws Exception {
    List<String> called = new ArrayList<>();
    CompletableFuture<Boolean> delivery =
        CompletableFuture.supplyAsync(() -> listeners.deliver(LONG, called::add));

    listeners.put("a", "port1");

    assertTrue(delivery.get(10, TimeUnit.SECONDS));
    assertEquals(List.of("a"), called);
  }

  @Test
  void theWaitEndsWithTheGrace() {
    listeners.put("a", "port1");
    listeners.remove("a");

    assertFalse(listeners.deliver(Duration.ofMillis(5), listener -> {}));
    assertFalse(listeners.deliver(Duration.ZERO, listener -> {}));
  }

  @Test
  void closingEndsTheWait() throws Exception {
    CompletableFuture<Boolean> delivery =
        CompletableFuture.supplyAsync(() -> listeners.deliver(LONG, listener -> {}));

    listeners.close();

    assertFalse(delivery.get(10, TimeUnit.SECONDS));
  }

  @Test
  void interruptEndsTheWaitAndStaysSet() {
    Thread.currentThread().interrupt();

    assertFalse(listeners.deliver(LONG, listener -> {}));

    assertTrue(Thread.interrupted());
  }

  @Test
  void aListenerThatThrowsIsToldOfAndTheOthersAreCalled() {
    listeners.put("faulty", "port1");
    listeners.put("sound", "port1");
    List<String> called = new ArrayList<>();

    listeners.deliver(
        LONG,
        listener -> {
          if (listener.equals("faulty")) {
            throw new NoClassDefFoundError("gone");
          }
          called.add(listener);
        });

    assertEquals(List.of("sound"), called);
    assertEquals(List.of("faulty: java.lang.NoClassDefFoundError: gone"), failures);
  }

  @Test
  void removalWaitsForADeliveryUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    listeners.put("a", "port1");
    CompletableFuture<Boolean> delivery =
        CompletableFuture.supplyAsync(
            () ->
                listeners.deliver(
                    LONG,
                    listener -> {
                      begun.countDown();
                      await(mayEnd);
                      ended.set(true);
                    }));
    await(begun);
    CompletableFuture<Boolean> removal =
        CompletableFuture.supplyAsync(
            () -> {
              listeners.remove("a");
              return ended.get();
            });

    mayEnd.countDown();

    assertTrue(delivery.get(10, TimeUnit.SECONDS));
    assertTrue(removal.get(10, TimeUnit.SECONDS), "the removal returned before the delivery");
  }

  @Test
  void removalFromWithinADeliveryDoesNotWaitForItself() {
    listeners.put("a", "port1");

    assertTrue(listeners.deliver(LONG, listeners::remove));

    assertEquals(0, listeners.size());
  }

  private List<String> called() {
    List<String> called = new ArrayList<>();
    listeners.deliver(Duration.ZERO, called::add);
    return called;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
