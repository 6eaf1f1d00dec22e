/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.status.Health;

/** With delivery CONFIRMED. */
class ConfirmedDeliveryTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Gateway gateway = new Gateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aPayloadStaysInTheQueueUntilItIsConfirmed() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(10);
    gateway.send("a");
    gateway.send("b");
    gateway.awaitSent(publisher, "a", "b");
    publisher.confirm("2");
    gateway.looksAgain();
    assertEquals(2, queued(), "what is behind an unconfirmed payload");
    assertEquals("1", gateway.fact("unconfirmed"));
    publisher.confirm("1");
    awaitQueued(0);
    assertEquals(2, gateway.counted("delivered.payloads"));
    assertEquals(2, gateway.headEnd.status().transmittedPayloads());
    assertEquals(Health.OK, gateway.headEnd.describe().health());
  }

  @Test
  void noMoreThanTheWindowIsUnderWay() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(2);
    List.of("a", "b", "c", "d").forEach(gateway::send);
    gateway.awaitSent(publisher, "a", "b");
    gateway.looksAgain();
    assertEquals(2, publisher.attempts.get());
    publisher.confirm("1");
    gateway.awaitSent(publisher, "a", "b", "c");
    publisher.confirm("3");
    gateway.looksAgain();
    assertEquals(3, publisher.attempts.get(), "the window ends where the first one is missing");
    publisher.confirm("2");
    gateway.awaitSent(publisher, "a", "b", "c", "d");
  }

  @Test
  void theWindowIsBoundedInBytesToo() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(100);
    String large = "x".repeat(3 << 20);
    gateway.send(large);
    gateway.send(large);
    gateway.send(large);
    gateway.awaitSent(publisher, large, large);
    gateway.looksAgain();
    assertEquals(2, publisher.attempts.get());
    publisher.confirm("1");
    gateway.awaitSent(publisher, large, large, large);
  }

  @Test
  void whatIsNotConfirmedInTimeIsPublishedAgainInOrder() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(4);
    List.of("a", "b", "c", "d", "e").forEach(gateway::send);
    gateway.awaitSent(publisher, "a", "b", "c", "d");
    publisher.confirm("2");
    gateway.looksAgain();
    gateway.after(TIMEOUT.minusNanos(1));
    assertEquals(4, publisher.attempts.get(), "too early");
    gateway.after(Duration.ofNanos(1));
    gateway.awaitSent(publisher, "a", "b", "c", "d", "a", "c", "d");
    gateway.awaitCount(CloudCounter.REPEATED_PAYLOADS, 3);
    assertEquals(1, gateway.count(CloudCounter.CONFIRMATION_TIMEOUTS));
    assertEquals(4, gateway.count(CloudCounter.SENT_PAYLOADS));
    publisher.confirm("5");
    gateway.awaitSent(publisher, "a", "b", "c", "d", "a", "c", "d", "e");
  }

  @Test
  void whileNoConfirmationComesItWaitsLongerEachTimeAndSaysSo() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(10);
    gateway.send("a");
    gateway.awaitSent(publisher, "a");
    int attempts = 1;
    for (int minutes : new int[] {1, 2, 4, 8, 16, 16}) {
      gateway.looksAgain();
      gateway.after(Duration.ofMinutes(minutes).minusNanos(1));
      assertEquals(attempts, publisher.attempts.get(), "too early, at " + minutes + " minutes");
      gateway.after(Duration.ofNanos(1));
      gateway.awaitCount(CloudCounter.REPEATED_PAYLOADS, attempts++);
    }
    gateway.awaitState(HeadEndState.WAITING);
    assertEquals(
        "no confirmation comes; payloads that were published again: 1, times in a row: 6",
        gateway.reason());
    assertEquals(Health.WARNING, gateway.headEnd.describe().health());
    publisher.confirm("7");
    awaitQueued(0);
    gateway.awaitState(HeadEndState.CONNECTED);
    assertEquals("", gateway.reason());
  }

  @Test
  void whatIsOvertakenByManyIsPublishedAgainBeforeTheTimeIsOver() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(100);
    for (int i = 1; i <= 30; i++) {
      gateway.send("p" + i);
    }
    gateway.awaitCount(CloudCounter.SENT_PAYLOADS, 30);
    for (int id = 1; id <= 30; id++) {
      if (id != 2) {
        publisher.confirm(Integer.toString(id));
      }
    }
    gateway.awaitCount(CloudCounter.REPEATED_PAYLOADS, 1);
    assertEquals("p2", publisher.bodies().get(30));
    publisher.confirm("31");
    awaitQueued(0);
    assertEquals(0, gateway.count(CloudCounter.CONFIRMATION_TIMEOUTS));
  }

  @Test
  void anyConfirmationShowsThatOthersMayStillCome() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(10);
    List.of("a", "b", "c").forEach(gateway::send);
    gateway.awaitSent(publisher, "a", "b", "c");
    gateway.after(TIMEOUT.minusSeconds(1));
    publisher.confirm("1");
    gateway.looksAgain();
    gateway.after(TIMEOUT.minusSeconds(1));
    assertEquals(3, publisher.attempts.get());
    gateway.after(Duration.ofSeconds(1));
    gateway.awaitSent(publisher, "a", "b", "c", "b", "c");
  }

  @Test
  void whileKuraIsNotConnectedNoConfirmationIsExpected() {
    AtomicBoolean standing = new AtomicBoolean();
    gateway.withConnection(standing::get);
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(10);
    gateway.send("a");
    gateway.awaitSent(publisher, "a");
    gateway.looksAgain();
    gateway.after(Duration.ofDays(1));
    standing.set(true);
    publisher.established();
    gateway.awaitState(HeadEndState.CONNECTED);
    gateway.looksAgain();
    assertEquals(1, publisher.attempts.get());
    gateway.after(TIMEOUT);
    gateway.awaitSent(publisher, "a", "a");
  }

  @Test
  void aLateConfirmationCounts() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(10);
    gateway.send("a");
    gateway.awaitSent(publisher, "a");
    gateway.looksAgain();
    gateway.after(TIMEOUT);
    gateway.awaitSent(publisher, "a", "a");
    publisher.confirm("1");
    awaitQueued(0);
  }

  @Test
  void whatKuraDoesNotTakeAgainIsTriedAgainBeforeAnythingElse() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(10);
    gateway.send("a");
    gateway.send("b");
    gateway.awaitSent(publisher, "a", "b");
    gateway.looksAgain();
    publisher.capacity = 3;
    gateway.after(TIMEOUT);
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    gateway.send("c");
    publisher.capacity = 10;
    gateway.after(Duration.ofSeconds(1));
    gateway.awaitSent(publisher, "a", "b", "a", "b", "c");
  }

  @Test
  void anExchangedPublisherOfTheSameConnectionBringsTheConfirmations() {
    FakePublisher first = gateway.withPublisher();
    gateway.configuredToConfirm(10);
    gateway.send("a");
    gateway.awaitSent(first, "a");
    FakePublisher second = gateway.withPublisher();
    gateway.headEnd.unbindPublisher(first);
    gateway.looksAgain();
    assertEquals(0, second.attempts.get());
    second.confirm("1");
    awaitQueued(0);
  }

  @Test
  void onAnotherConnectionWhatIsNotConfirmedIsPublishedAgainAtOnce() {
    FakePublisher first = gateway.withPublisher();
    gateway.configuredToConfirm(10);
    gateway.send("a");
    gateway.send("b");
    gateway.awaitSent(first, "a", "b");
    FakePublisher second = new FakePublisher();
    gateway.headEnd.bindPublisher(
        second, Map.of("kura.service.pid", "publisher1", PublisherLine.ENDPOINT, "cloud2"));
    gateway.send("c");
    gateway.awaitSent(second, "a", "b", "c");
    second.confirm("1");
    second.confirm("2");
    second.confirm("3");
    awaitQueued(0);
  }

  @Test
  void withQualityOfServiceZeroWhatKuraTookCountsAsDeliveredWithAWarning() {
    FakePublisher publisher = gateway.withPublisher();
    publisher.qos = 0;
    gateway.configuredToConfirm(1);
    gateway.send("a");
    gateway.send("b");
    gateway.awaitSent(publisher, "a", "b");
    awaitQueued(0);
    assertEquals(2, gateway.count(CloudCounter.UNCONFIRMABLE_PAYLOADS));
    gateway.awaitState(HeadEndState.CONNECTED);
    assertTrue(gateway.reason().contains("quality of service is 0"), gateway.reason());
    assertEquals(Health.WARNING, gateway.headEnd.describe().health());
    publisher.qos = 1;
    gateway.send("c");
    Await.until("the warning ends", () -> gateway.reason().isEmpty());
  }

  @Test
  void whenWrittenIsEnoughTheWindowIsDelivered() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configuredToConfirm(1);
    gateway.send("a");
    gateway.send("b");
    gateway.awaitSent(publisher, "a");
    gateway.looksAgain();
    gateway.after(TIMEOUT);
    gateway.awaitSent(publisher, "a", "a");
    gateway.configured();
    gateway.awaitSent(publisher, "a", "a", "b");
    awaitQueued(0);
    assertEquals(2, gateway.counted("delivered.payloads"));
    gateway.awaitState(HeadEndState.CONNECTED);
  }

  private long queued() {
    return gateway.headEnd.status().queuedPayloads();
  }

  private void awaitQueued(long payloads) {
    Await.until(payloads + " payloads wait", () -> queued() == payloads);
  }
}
