/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.SendResult;

class UplinkTest {
  private final Gateway gateway = new Gateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aPayloadIsTheBodyOfAMessageUnchanged() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    gateway.send("meter says");
    gateway.awaitSent(publisher, "meter says");
    KuraMessage message = publisher.stored.get(0);
    assertEquals(new Date(Gateway.ACCEPTED_AT), message.getPayload().getTimestamp());
    assertEquals(Map.of("headEnd", "hes", "assetName", "hes"), message.getProperties());
    assertEquals(Map.of(), message.getPayload().metrics());
    gateway.awaitCount(CloudCounter.SENT_PAYLOADS, 1);
    Await.until("it left the queue", () -> gateway.headEnd.status().queuedPayloads() == 0);
    assertEquals(1, gateway.headEnd.status().transmittedPayloads());
    assertEquals(1, gateway.counted("delivered.payloads"));
  }

  @Test
  void publishesInOrderOnItsOwnThread() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    List<String> payloads = IntStream.range(0, 1000).mapToObj(i -> "p" + i).toList();
    payloads.forEach(gateway::send);
    gateway.awaitSent(publisher, payloads.toArray(String[]::new));
    assertNotSame(Thread.currentThread(), publisher.thread);
    assertEquals("meterway-cloud-up-hes", publisher.thread.getName());
  }

  @Test
  void sendDoesNotWaitForKura() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.block = new CountDownLatch(1);
    gateway.configured();
    gateway.send("a");
    Await.until("Kura is busy", () -> publisher.attempts.get() == 1);
    assertEquals(SendResult.ACCEPTED, gateway.send("b"));
    assertEquals(2, gateway.headEnd.status().queuedPayloads());
    publisher.block.countDown();
    gateway.awaitSent(publisher, "a", "b");
  }

  @Test
  void whatIsEnqueuedGoesWithTheFlush() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    gateway.headEnd.enqueue(new byte[] {'a'});
    gateway.headEnd.enqueue(new byte[] {'b'});
    gateway.headEnd.flush();
    gateway.awaitSent(publisher, "a", "b");
  }

  @Test
  void aFullStoreKeepsThePayloadAtTheFrontUntilThereIsRoom() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 1;
    gateway.configured();
    gateway.send("a");
    gateway.send("b");
    gateway.send("c");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    gateway.awaitState(HeadEndState.WAITING);
    assertTrue(gateway.reason().contains("Store capacity exceeded"), gateway.reason());
    assertEquals(2, gateway.headEnd.status().queuedPayloads());
    publisher.capacity = 10;
    gateway.after(Duration.ofSeconds(1));
    gateway.awaitSent(publisher, "a", "b", "c");
    gateway.awaitState(HeadEndState.CONNECTED);
    assertEquals("", gateway.reason());
  }

  @Test
  void triesAgainAfterDelaysThatDouble() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 0;
    gateway.configured();
    gateway.send("a");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    int attempts = 1;
    for (int delay : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      gateway.after(Duration.ofSeconds(delay).minusNanos(1));
      assertEquals(attempts, publisher.attempts.get(), "too early, at " + delay + " s");
      gateway.clock.advance(Duration.ofNanos(1));
      gateway.headEnd.wakeup();
      gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, ++attempts);
    }
  }

  @Test
  void newPayloadsDoNotShortenTheDelay() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 0;
    gateway.configured();
    gateway.send("a");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    gateway.send("b");
    gateway.looksAgain();
    assertEquals(1, publisher.attempts.get());
  }

  @Test
  void anotherConfigurationIsTriedAtOnce() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 0;
    gateway.configured();
    gateway.send("a");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    publisher.capacity = 1;
    gateway.headEnd.configure(TestConfig.chosen().with("retryMaxMs", 2000).config());
    gateway.awaitSent(publisher, "a");
  }

  @ParameterizedTest
  @EnumSource(value = FakePublisher.Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whateverAPublisherThrowsThePayloadIsKept(FakePublisher.Fault fault) {
    FakePublisher publisher = gateway.withPublisher();
    publisher.fault = fault;
    gateway.configured();
    gateway.send("a");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    gateway.awaitState(HeadEndState.WAITING);
    publisher.fault = FakePublisher.Fault.NONE;
    gateway.after(Duration.ofSeconds(1));
    gateway.awaitSent(publisher, "a");
  }

  @Test
  void withoutAPublisherPayloadsWaitForOne() {
    gateway.configured();
    gateway.send("a");
    gateway.awaitState(HeadEndState.WAITING);
    assertEquals("no cloud publisher matches (kura.service.pid=publisher1)", gateway.reason());
    gateway.send("b");
    FakePublisher publisher = gateway.withPublisher();
    gateway.awaitSent(publisher, "a", "b");
  }

  @Test
  void aPublisherThatGoesAndComesBackLosesNothing() {
    FakePublisher first = gateway.withPublisher();
    gateway.configured();
    gateway.send("a");
    gateway.awaitSent(first, "a");
    gateway.headEnd.unbindPublisher(first);
    gateway.send("b");
    gateway.send("c");
    gateway.awaitState(HeadEndState.WAITING);
    FakePublisher second = gateway.withPublisher();
    gateway.awaitSent(second, "b", "c");
    assertEquals(List.of("a"), first.bodies());
  }

  @Test
  void anExchangeWhilePublishingKeepsTheOrder() {
    FakePublisher first = gateway.withPublisher();
    first.block = new CountDownLatch(1);
    first.capacity = 0;
    gateway.configured();
    gateway.send("a");
    gateway.send("b");
    Await.until("Kura is busy", () -> first.attempts.get() == 1);
    FakePublisher second = gateway.withPublisher();
    gateway.headEnd.unbindPublisher(first);
    first.block.countDown();
    gateway.awaitSent(second, "a", "b");
    assertEquals(1, first.attempts.get());
    assertTrue(first.connectionListeners.isEmpty() && first.deliveryListeners.isEmpty());
  }

  @Test
  void withoutATargetNoPublisherIsUsedAlthoughOneIsBound() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.headEnd.configure(TestConfig.seeded().config());
    gateway.send("a");
    gateway.awaitState(HeadEndState.WAITING);
    assertTrue(gateway.reason().startsWith("CloudPublisher.target is empty"), gateway.reason());
    assertEquals(0, publisher.attempts.get());
    assertTrue(publisher.connectionListeners.isEmpty());
    gateway.configured();
    gateway.awaitSent(publisher, "a");
  }

  @Test
  void whenTheTargetChangesTheFormerPublisherIsNotUsedEvenIfItIsStillBound() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.headEnd.configure(
        TestConfig.chosen().with("CloudPublisher_target", "(kura.service.pid=other)").config());
    gateway.send("a");
    gateway.awaitState(HeadEndState.WAITING);
    assertEquals("no cloud publisher matches (kura.service.pid=other)", gateway.reason());
    assertEquals(0, publisher.attempts.get());
    assertTrue(publisher.connectionListeners.isEmpty());
  }

  @Test
  void aRefusedConfigurationWithoutATargetStopsPublishingToo() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    gateway.headEnd.configure(TestConfig.seeded().with("overflow", "SHRED").config());
    gateway.send("a");
    gateway.awaitState(HeadEndState.WAITING);
    assertEquals(0, publisher.attempts.get());
  }

  @Test
  void theOldestGiveWayWhileKuraTakesNothing() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 0;
    gateway.headEnd.configure(TestConfig.chosen().with("queueMaxPayloads", 2).config());
    gateway.send("a");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    gateway.send("b");
    assertEquals(SendResult.ACCEPTED, gateway.send("c"));
    assertEquals(1, gateway.counted("dropped.oldest"));
    publisher.capacity = 10;
    gateway.after(Duration.ofSeconds(1));
    gateway.awaitSent(publisher, "b", "c");
  }

  @Test
  void theNewestIsRefusedIfConfiguredSo() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 0;
    gateway.headEnd.configure(
        TestConfig.chosen().with("queueMaxPayloads", 2).with("overflow", "DROP_NEWEST").config());
    gateway.send("a");
    gateway.send("b");
    assertEquals(SendResult.QUEUE_FULL, gateway.send("c"));
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    publisher.capacity = 10;
    gateway.after(Duration.ofSeconds(1));
    gateway.awaitSent(publisher, "a", "b");
  }

  @Test
  void countsWhatTheCloudConfirms() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    gateway.send("a");
    gateway.send("b");
    gateway.awaitCount(CloudCounter.SENT_PAYLOADS, 2);
    publisher.confirm("2");
    publisher.confirm("77");
    assertEquals(1, gateway.count(CloudCounter.CONFIRMED_PAYLOADS));
    assertEquals("1", gateway.fact("unconfirmed"));
  }

  @Test
  void aConfirmationMayOvertakeTheIdOfItsMessage() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.confirmsAtOnce = true;
    gateway.configured();
    gateway.send("a");
    gateway.awaitCount(CloudCounter.CONFIRMED_PAYLOADS, 1);
  }

  @Test
  void nobodyConfirmsWithQualityOfServiceZero() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.qos = 0;
    gateway.configured();
    gateway.send("a");
    gateway.awaitCount(CloudCounter.UNCONFIRMABLE_PAYLOADS, 1);
    assertEquals("0", gateway.fact("unconfirmed"));
  }
}
