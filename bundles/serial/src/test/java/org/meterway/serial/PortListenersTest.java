/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meterway.api.port.PortListener;
import org.meterway.api.status.Counters;

class PortListenersTest {
  private final Counters<PortCounter> counters = new Counters<>(PortCounter.class);
  private final PortListeners listeners =
      new PortListeners("meter1", Duration.ZERO, Duration.ZERO, counters);
  private final RecordingListener listener = new RecordingListener();

  private void register(Object value) {
    listeners.set(listener, Map.of(PortListener.PORT, value));
  }

  @Test
  void givenListenersThatNameThePort_thenTheyAreBoundOnce() {
    for (Object value :
        List.of("meter1", "*", new String[] {"x", "meter1"}, Set.of("meter1"), List.of("*"))) {
      register(value);
      assertEquals(1, listeners.size(), () -> "bound by " + value);
    }
  }

  @Test
  void givenListenersOfOtherPorts_thenTheyAreNotBound() {
    for (Object value : List.of("meter2", "", new String[0], Set.of("meter10"), 1)) {
      register(value);
      assertEquals(0, listeners.size(), () -> "not bound by " + value);
    }
    listeners.set(listener, Map.of());
    assertEquals(0, listeners.size(), "no property, no port");
  }

  @Test
  void givenABoundListener_whenItsPropertyChanges_thenItIsReleased() {
    register("meter1");
    register("meter2");
    assertEquals(0, listeners.size());
  }

  @Test
  void givenAListenerThatThrows_thenItIsCountedAndTheOthersAreCalled() {
    PortListener faulty =
        (buffer, offset, length) -> {
          throw new NoClassDefFoundError("gone with its bundle");
        };
    listeners.set(faulty, Map.of(PortListener.PORT, "*"));
    register("*");
    listeners.received(new byte[] {1, 2, 3}, 2);
    listeners.received(new byte[] {9}, 1);
    assertArrayEquals(new byte[] {1, 2, 9}, listener.bytes());
    assertEquals(2, counters.get(PortCounter.LISTENER_ERRORS));
  }

  @Test
  void givenARemovedListener_thenItHearsNoMore() {
    register("*");
    listeners.remove(listener);
    listeners.received(new byte[] {1}, 1);
    assertEquals(0, listener.bytes().length);
    assertEquals(1, counters.get(PortCounter.BYTES_WITHOUT_LISTENER));
  }

  @Test
  void givenNoListenerYet_thenBytesWaitForTheFirstOneLongerThanForLaterOnes() throws Exception {
    PortListeners patient =
        new PortListeners("meter1", Duration.ofMinutes(1), Duration.ZERO, counters);
    Thread reader = new Thread(() -> patient.received(new byte[] {1, 2}, 2));
    reader.start();
    Eventually.isTrue("the reader waits", () -> reader.getState() == Thread.State.TIMED_WAITING);
    patient.set(listener, Map.of(PortListener.PORT, "meter1"));
    reader.join(10_000);
    assertArrayEquals(new byte[] {1, 2}, listener.bytes());

    patient.remove(listener);
    patient.received(new byte[] {3}, 1);
    assertEquals(1, counters.get(PortCounter.BYTES_WITHOUT_LISTENER));
  }
}
