/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.message.Message;

class LiveFeedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Overview overview = new Overview("gw", Clock.systemUTC());
  private final FakePart port = new FakePart("port", "meter1");
  private final List<Boolean> watched = new CopyOnWriteArrayList<>();
  private final LiveFeed feed = new LiveFeed(overview::snapshot, watched::add);
  private final FakeStream stream = new FakeStream();

  @AfterEach
  void close() {
    feed.close();
  }

  private void givenAViewer() {
    overview.addSource(port);
    feed.join(viewer(stream));
    await(() -> watched.equals(List.of(true)));
  }

  private static Viewer viewer(FakeStream stream) {
    return new Viewer(stream, Optional.empty(), Optional.empty(), System::nanoTime);
  }

  private static void await(BooleanSupplier condition) {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
          }
        });
  }

  private void hear(byte[] buffer, int offset, int length) {
    feed.received("meter1", new Message.Transparent(new byte[] {65}), buffer, offset, length);
  }

  @Test
  void whoComesSeesEverythingAndThenWhatChanges() {
    givenAViewer();
    assertTrue(stream.events.get(0).startsWith("status {\"version\":1"));

    port.count = 5;
    await(() -> stream.count("change") == 1);

    assertTrue(stream.events.get(1).contains("\"bytes.in\":5"));
    assertEquals(1, stream.count("status"));
  }

  @Test
  void whileNothingChangesNothingIsSent() {
    givenAViewer();
    FakeStream late = new FakeStream();
    feed.join(viewer(late));
    await(() -> late.count("status") == 1);

    assertEquals(List.of(), stream.events.stream().filter(it -> it.startsWith("change")).toList());
  }

  @Test
  void messagesAreCopiedUpToABound() {
    givenAViewer();
    byte[] buffer = new byte[1000];
    buffer[1] = (byte) 0xBF;

    hear(buffer, 1, 900);
    buffer[1] = 0;
    await(() -> stream.count("message") == 1);

    String sent = stream.events.stream().filter(it -> it.startsWith("message")).findFirst().get();
    assertTrue(sent.contains("\"link\":\"meter1\",\"protocol\":\"0x2100\""), sent);
    assertTrue(sent.contains("\"value\":\"\\\"A\\\"\",\"size\":900,\"hex\":\"bf00"), sent);
    assertTrue(sent.endsWith("bf" + "00".repeat(Heard.MOST_BYTES - 1) + "\"}"), sent);
  }

  @Test
  void whenTheLastOneLeavesNobodyListens() {
    givenAViewer();

    stream.close();
    await(() -> watched.equals(List.of(true, false)));

    hear(new byte[1], 0, 1);
    FakeStream next = new FakeStream();
    feed.join(viewer(next));
    await(() -> watched.equals(List.of(true, false, true)));
    assertEquals(0, next.count("message"));
  }

  @Test
  void theEndEndsEveryStream() {
    givenAViewer();

    feed.close();

    assertFalse(stream.isOpen());
    assertEquals(List.of(true, false), watched);
    FakeStream late = new FakeStream();
    feed.join(viewer(late));
    assertFalse(late.isOpen());
  }
}
