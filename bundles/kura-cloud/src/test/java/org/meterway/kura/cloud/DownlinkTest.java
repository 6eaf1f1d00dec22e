/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eclipse.kura.message.KuraPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.DownlinkListener;

class DownlinkTest {
  private final Gateway gateway = new Gateway();
  private final CountDownLatch meterIsReady = new CountDownLatch(1);

  @AfterEach
  void close() {
    meterIsReady.countDown();
    gateway.close();
  }

  @Test
  void bodiesReachTheListenersThatNameThisHeadEnd() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    Gateway.Listening named = gateway.withListener();
    Gateway.Listening any = new Gateway.Listening();
    Gateway.Listening other = new Gateway.Listening();
    gateway.headEnd.addListener(any, Map.of(DownlinkListener.HEAD_END, DownlinkListener.ANY));
    gateway.headEnd.addListener(other, Map.of(DownlinkListener.HEAD_END, "other"));
    gateway.configured();
    List<String> bodies = IntStream.range(0, 100).mapToObj(i -> "d" + i).toList();
    bodies.forEach(subscriber::arrive);
    Await.until(
        "both have all", () -> named.received.equals(bodies) && any.received.equals(bodies));
    assertEquals(List.of(), other.received);
    assertEquals("meterway-downlink-hes-Listening", named.thread.getName());
    assertEquals(100, gateway.count(CloudCounter.RECEIVED_PAYLOADS));
    assertEquals(290, gateway.count(CloudCounter.RECEIVED_BYTES));
  }

  @Test
  void aListenerThatWaitsDoesNotHoldKurasThread() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    Gateway.Listening slow = slowMeter();
    gateway.configured();
    // On this thread: it would wait for ever if the callback did.
    subscriber.arrive("a");
    subscriber.arrive("b");
    assertEquals(List.of(), slow.received);
    meterIsReady.countDown();
    Await.until("the meter has both", () -> slow.received.equals(List.of("a", "b")));
  }

  @Test
  void whatDoesNotFitIsDroppedAndCounted() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    Gateway.Listening slow = slowMeter();
    gateway.headEnd.configure(TestConfig.chosen().with("downlinkMaxBytes", 1024).config());
    subscriber.arrive("first");
    Await.until("the meter is busy", () -> queued().equals("0"));
    String half = "x".repeat(1024 / 2 - DownlinkQueue.OVERHEAD_BYTES);
    subscriber.arrive(half);
    subscriber.arrive(half);
    subscriber.arrive("too much");
    assertEquals(1, gateway.count(CloudCounter.DOWNLINK_OVERFLOWS));
    meterIsReady.countDown();
    Await.until("the meter has the rest", () -> slow.received.equals(List.of("first", half, half)));
  }

  @Test
  void aMessageWithoutABodyIsCounted() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    Gateway.Listening listener = gateway.withListener();
    gateway.configured();
    subscriber.arrive((String) null);
    subscriber.arrive("");
    subscriber.arrive((KuraPayload) null);
    subscriber.arrive("a");
    Await.until("the last one is there", () -> listener.received.equals(List.of("a")));
    assertEquals(3, gateway.count(CloudCounter.RECEIVED_WITHOUT_BODY));
  }

  @Test
  void bytesForNobodyAreCounted() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    gateway.configured();
    subscriber.arrive("abc");
    gateway.awaitCount("undeliverable.bytes", 3);
  }

  @Test
  void aListenerThatThrowsHarmsNobodyElse() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    gateway.headEnd.addListener(
        (buffer, offset, length) -> {
          throw new NoClassDefFoundError("org/example/Gone");
        },
        Map.of(DownlinkListener.HEAD_END, "hes"));
    Gateway.Listening listener = gateway.withListener();
    gateway.configured();
    subscriber.arrive("a");
    subscriber.arrive("b");
    Await.until("the other has both", () -> listener.received.equals(List.of("a", "b")));
    gateway.awaitCount("listener.errors", 2);
  }

  @Test
  void aListenerThatIsRemovedHearsNoMore() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    Gateway.Listening listener = gateway.withListener();
    gateway.configured();
    subscriber.arrive("a");
    Await.until("it has the first", () -> listener.received.equals(List.of("a")));
    gateway.headEnd.removeListener(listener);
    subscriber.arrive("b");
    gateway.awaitCount("undeliverable.bytes", 1);
    assertEquals(List.of("a"), listener.received);
  }

  @Test
  void anExchangedSubscriberBringsEachMessageOnce() {
    FakeSubscriber first = gateway.withSubscriber();
    Gateway.Listening listener = gateway.withListener();
    gateway.configured();
    first.arrive("a");
    var stale = List.copyOf(first.listeners);
    FakeSubscriber second = gateway.withSubscriber();
    assertTrue(first.listeners.isEmpty());
    first.listeners.addAll(stale);
    first.arrive("b");
    second.arrive("b");
    gateway.headEnd.unbindSubscriber(first);
    second.arrive("c");
    Await.until("each is there", () -> listener.received.size() == 3);
    assertEquals(List.of("a", "b", "c"), listener.received);
  }

  @Test
  void withoutATargetNoSubscriberIsUsed() {
    FakeSubscriber subscriber = gateway.withSubscriber();
    gateway.headEnd.configure(TestConfig.seeded().with("CloudPublisher_target", "(a=b)").config());
    assertTrue(subscriber.listeners.isEmpty());
    assertEquals("none", gateway.headEnd.describe().facts().get("downlink"));
    gateway.configured();
    assertEquals(1, subscriber.listeners.size());
    assertEquals("subscribed", gateway.headEnd.describe().facts().get("downlink"));
  }

  private String queued() {
    return gateway.headEnd.describe().facts().get("downlink.queued.payloads");
  }

  private Gateway.Listening slowMeter() {
    Gateway.Listening slow =
        new Gateway.Listening() {
          @Override
          public void received(byte[] buffer, int offset, int length) {
            try {
              meterIsReady.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            super.received(buffer, offset, length);
          }
        };
    gateway.headEnd.addListener(slow, Map.of(DownlinkListener.HEAD_END, "hes"));
    return slow;
  }
}
