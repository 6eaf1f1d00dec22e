/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.SendResult;

class CloseTest {
  /** Three seconds, and what a busy machine adds. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  private final Gateway gateway = new Gateway();

  @Test
  void whatWaitsStillGoesIfKuraTakesIt() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 0;
    gateway.configured();
    gateway.send("a");
    gateway.send("b");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    publisher.capacity = 10;
    // The clock stands still, so that only closing makes it try again.
    gateway.close();
    assertEquals(List.of("a", "b"), publisher.bodies());
    assertEquals(0, gateway.count(CloudCounter.DROPPED_AT_CLOSE));
    assertEquals(HeadEndState.CLOSED, gateway.state());
    assertEquals(SendResult.CLOSED, gateway.send("c"));
  }

  @Test
  void whatKuraDoesNotTakeIsCounted() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 0;
    gateway.configured();
    gateway.send("a");
    gateway.send("b");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    assertTimeout(BOUND, gateway::close);
    assertEquals(2, gateway.count(CloudCounter.DROPPED_AT_CLOSE));
    assertEquals(2, publisher.attempts.get());
    assertTrue(publisher.connectionListeners.isEmpty() && publisher.deliveryListeners.isEmpty());
  }

  @Test
  void withoutAPublisherItClosesAtOnce() {
    gateway.configured();
    gateway.send("a");
    gateway.awaitState(HeadEndState.WAITING);
    assertTimeout(BOUND, gateway::close);
    assertEquals(1, gateway.count(CloudCounter.DROPPED_AT_CLOSE));
  }

  @Test
  void aHeadEndThatNeverHadAConfigurationCloses() {
    gateway.send("a");
    assertTimeout(BOUND, gateway::close);
    assertEquals(1, gateway.count(CloudCounter.DROPPED_AT_CLOSE));
  }

  @Test
  void aPublisherThatHangsIsLeftBehindAndNeverInterrupted() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.block = new CountDownLatch(1);
    gateway.configured();
    gateway.send("a");
    gateway.send("b");
    Await.until("Kura is busy", () -> publisher.attempts.get() == 1);
    assertTimeout(BOUND, gateway::close);
    assertEquals(2, gateway.count(CloudCounter.DROPPED_AT_CLOSE));
    assertFalse(publisher.thread.isInterrupted());
    publisher.block.countDown();
    Await.until("its thread ends", () -> !publisher.thread.isAlive());
    assertEquals(List.of("a"), publisher.bodies());
    assertEquals(HeadEndState.CLOSED, gateway.state());
  }

  @Test
  void aListenerThatHangsIsInterruptedAndWhatWaitsIsCounted() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    gateway.headEnd.addListener(
        (buffer, offset, length) -> {
          busy.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        },
        Map.of(DownlinkListener.HEAD_END, "hes"));
    gateway.configured();
    subscriber.arrive("a");
    Await.until("the listener is busy", () -> busy.getCount() == 0);
    subscriber.arrive("b");
    subscriber.arrive("c");
    assertTimeout(BOUND, gateway::close);
    assertEquals(0, interrupted.getCount());
    assertEquals(2, gateway.count(CloudCounter.DOWNLINK_DROPPED_AT_CLOSE));
    assertTrue(subscriber.listeners.isEmpty());
  }
}
