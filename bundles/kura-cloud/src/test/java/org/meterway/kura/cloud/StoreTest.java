/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Health;

/** What the store does for a head end. */
class StoreTest {
  private final FakeDisk disk = new FakeDisk();

  @Test
  void whatIsNotConfirmedIsPublishedAgainAfterARestartAndBeforeTheRest() {
    try (Gateway before = new Gateway(disk)) {
      FakePublisher publisher = before.withPublisher();
      before.configuredToConfirm(2);
      before.send("a");
      before.send("b");
      before.send("c");
      before.awaitSent(publisher, "a", "b");
      publisher.confirm("1");
      before.awaitSent(publisher, "a", "b", "c");
    }
    try (Gateway after = new Gateway(disk)) {
      after.send("d");
      FakePublisher publisher = after.withPublisher();
      after.configuredToConfirm(10);
      after.awaitSent(publisher, "b", "c", "d");
    }
  }

  @Test
  void whatIsWrittenIsNotPublishedAgain() {
    try (Gateway before = new Gateway(disk)) {
      FakePublisher publisher = before.withPublisher();
      publisher.capacity = 1;
      before.configured();
      before.send("a");
      before.send("b");
      before.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    }
    try (Gateway after = new Gateway(disk)) {
      FakePublisher publisher = after.withPublisher();
      after.configured();
      after.awaitSent(publisher, "b");
    }
  }

  @Test
  void closingDoesNotHandOverWhatTheDiskKeeps() {
    Gateway gateway = new Gateway(disk);
    FakePublisher publisher = gateway.withPublisher();
    publisher.capacity = 0;
    gateway.configured();
    gateway.send("a");
    gateway.awaitCount(CloudCounter.PUBLISH_FAILURES, 1);
    publisher.capacity = 10;
    gateway.close();
    assertEquals(1, publisher.attempts.get());
    assertEquals(0, gateway.count(CloudCounter.DROPPED_AT_CLOSE));
  }

  @Test
  void sendBringsAPayloadToDiskAndEnqueueDoesNot() {
    try (Gateway gateway = new Gateway(disk)) {
      FakePublisher publisher = gateway.withPublisher();
      gateway.configured();
      gateway.headEnd.enqueue("a".getBytes(StandardCharsets.UTF_8));
      gateway.looksAgain();
      assertEquals(0, publisher.attempts.get());
      gateway.headEnd.flush();
      gateway.awaitSent(publisher, "a");
      gateway.send("b");
      gateway.awaitSent(publisher, "a", "b");
    }
  }

  @Test
  void whatTheStoreCannotDoIsAWarning() {
    try (Gateway gateway = new Gateway(disk)) {
      FakePublisher publisher = gateway.withPublisher();
      gateway.configured();
      publisher.established();
      Await.until("all is well", () -> gateway.headEnd.describe().health() == Health.OK);
      assertEquals("on disk", gateway.fact("queue"));
      disk.problem = "the disk is full";
      assertEquals("the disk is full", gateway.reason());
      assertEquals(Health.WARNING, gateway.headEnd.describe().health());
      assertEquals("in memory", gateway.fact("queue"));
    }
  }

  @Test
  void aMeterIsHeldBackWhileTheQueueIsFull() throws InterruptedException {
    try (Gateway gateway = new Gateway()) {
      FakePublisher publisher = gateway.withPublisher();
      gateway.headEnd.configure(
          TestConfig.chosen()
              .with("delivery", "CONFIRMED")
              .with("overflow", "HOLD_BACK")
              .with("queueMaxPayloads", 2)
              .config());
      gateway.send("a");
      assertTrue(gateway.headEnd.awaitRoom(Duration.ZERO));
      gateway.send("b");
      assertFalse(gateway.headEnd.awaitRoom(Duration.ofMillis(1)));
      gateway.awaitSent(publisher, "a", "b");
      publisher.confirm("1");
      assertTrue(gateway.headEnd.awaitRoom(Duration.ofSeconds(20)));
    }
  }

  @Test
  void aQueueThatIsClosedTakesNothing() {
    Gateway gateway = new Gateway(disk);
    gateway.close();
    assertEquals(SendResult.CLOSED, gateway.send("a"));
    assertEquals(Health.CRITICAL, gateway.headEnd.describe().health());
  }

  @Test
  void anEmptyPayloadIsRefused() {
    try (Gateway gateway = new Gateway(disk)) {
      assertEquals(SendResult.EMPTY, gateway.send(""));
    }
  }
}
