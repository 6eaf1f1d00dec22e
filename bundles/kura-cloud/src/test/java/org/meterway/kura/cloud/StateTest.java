/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.status.Status;

class StateTest {
  private final Gateway gateway = new Gateway();
  private final AtomicBoolean standing = new AtomicBoolean();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void asksTheConnectionOfThePublisherAtBindTime() {
    standing.set(true);
    gateway.withConnection(standing::get);
    gateway.withPublisher();
    gateway.configured();
    gateway.awaitState(HeadEndState.CONNECTED);
    assertEquals("UP", gateway.headEnd.describe().facts().get("cloud.connection"));
    assertEquals("cloud1", gateway.headEnd.describe().facts().get("cloud.endpoint"));
  }

  @Test
  void whileTheConnectionIsDownKuraStillTakesPayloads() {
    gateway.withConnection(standing::get);
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    gateway.awaitState(HeadEndState.WAITING);
    assertTrue(gateway.reason().contains("is down (cloud1)"), gateway.reason());
    gateway.send("a");
    gateway.awaitSent(publisher, "a");
    assertEquals(HeadEndState.WAITING, gateway.state());
  }

  @Test
  void believesTheConnectionRatherThanEventsInTheWrongOrder() {
    standing.set(true);
    gateway.withConnection(standing::get);
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    gateway.awaitState(HeadEndState.CONNECTED);
    standing.set(false);
    publisher.lost();
    gateway.awaitState(HeadEndState.WAITING);
    standing.set(true);
    publisher.established();
    publisher.lost();
    gateway.awaitState(HeadEndState.CONNECTED);
    gateway.looksAgain();
    assertEquals(HeadEndState.CONNECTED, gateway.state());
    assertEquals(1, gateway.count(CloudCounter.CONNECTION_LOSSES));
  }

  @Test
  void aConnectionThatThrowsIsUnknown() {
    gateway.withConnection(
        () -> {
          throw new IllegalStateException("taken down");
        });
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    gateway.awaitState(HeadEndState.CONNECTING);
    gateway.send("a");
    gateway.awaitSent(publisher, "a");
  }

  @Test
  void withNobodyToAskItIsConnectedOnceKuraTookAPayload() {
    gateway.withPublisher();
    gateway.configured();
    Await.until("it is not known", () -> gateway.reason().contains("has not told"));
    assertEquals(HeadEndState.CONNECTING, gateway.state());
    gateway.send("a");
    gateway.awaitState(HeadEndState.CONNECTED);
    assertEquals("UNKNOWN", gateway.headEnd.describe().facts().get("cloud.connection"));
  }

  @Test
  void withNobodyToAskItFollowsTheEvents() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    publisher.established();
    gateway.awaitState(HeadEndState.CONNECTED);
    publisher.lost();
    gateway.awaitState(HeadEndState.WAITING);
    publisher.established();
    gateway.awaitState(HeadEndState.CONNECTED);
  }

  @Test
  void aConfirmationTellsThatThereIsAConnection() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    publisher.confirm("another's");
    gateway.awaitState(HeadEndState.CONNECTED);
    assertEquals("UP", gateway.headEnd.describe().facts().get("cloud.connection"));
  }

  @Test
  void listenersHearOfEachState() {
    Gateway.Listening listener = gateway.withListener();
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    publisher.established();
    Await.until("connected is told", () -> listener.states.contains(HeadEndState.CONNECTED));
    publisher.lost();
    Await.until("waiting is told", () -> listener.states.contains(HeadEndState.WAITING));
    gateway.close();
    assertEquals(HeadEndState.CLOSED, listener.states.get(listener.states.size() - 1));
  }

  @Test
  void aRefusedConfigurationIsVisibleAndTheLastGoodOneStays() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.configured();
    gateway.headEnd.configure(
        TestConfig.chosen().with("queueMaxPayloads", 0).with("overflow", "SHRED").config());
    Status status = gateway.headEnd.describe();
    assertTrue(status.reason().contains("queueMaxPayloads is \"0\""), status.reason());
    assertTrue(status.reason().contains("overflow is \"SHRED\""), status.reason());
    assertEquals("DROP_OLDEST", status.facts().get("overflow"));
    gateway.send("a");
    gateway.awaitSent(publisher, "a");
    gateway.configured();
    assertEquals("", gateway.reason());
  }

  @Test
  void withoutAnyGoodConfigurationPayloadsAreKept() {
    FakePublisher publisher = gateway.withPublisher();
    gateway.headEnd.configure(TestConfig.chosen().with("retryMinMs", 0).config());
    gateway.send("a");
    assertEquals(HeadEndState.WAITING, gateway.state());
    assertTrue(gateway.reason().contains("retryMinMs"), gateway.reason());
    gateway.configured();
    gateway.awaitSent(publisher, "a");
  }

  @Test
  void describesItself() {
    gateway.configured();
    Status status = gateway.headEnd.describe();
    assertEquals("headend", status.kind());
    assertEquals("hes", status.name());
    assertEquals("(kura.service.pid=publisher1)", status.facts().get("publisher"));
    assertEquals(
        List.of("sent.payloads", "sent.bytes", "confirmed.payloads"),
        List.copyOf(status.counters().keySet()).subList(0, 3));
  }
}
