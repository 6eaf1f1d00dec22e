/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.cloudconnection.CloudConnectionManager;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.store.PayloadStore;
import org.meterway.store.MemoryStore;

/** A head end named {@code hes} among services that a test binds as the component runtime does. */
final class Gateway implements AutoCloseable {
  static final long ACCEPTED_AT = 1_700_000_000_000L;

  final ManualClock clock = new ManualClock();
  final CloudHeadEnd headEnd;

  Gateway() {
    this(new MemoryStore());
  }

  /** One whose queue may hold something from an earlier run. */
  Gateway(PayloadStore store) {
    headEnd =
        new CloudHeadEnd("hes", store, new Environment(clock, () -> ACCEPTED_AT, Duration.ZERO));
  }

  /** What is sent is delivered once Kura took it. */
  void configured() {
    headEnd.configure(TestConfig.chosen().config());
  }

  FakePublisher withPublisher() {
    FakePublisher publisher = new FakePublisher();
    bind(publisher);
    return publisher;
  }

  void bind(FakePublisher publisher) {
    headEnd.bindPublisher(
        publisher, Map.of("kura.service.pid", "publisher1", PublisherLine.ENDPOINT, "cloud1"));
  }

  FakeSubscriber withSubscriber() {
    FakeSubscriber subscriber = new FakeSubscriber();
    headEnd.bindSubscriber(subscriber, Map.of("kura.service.pid", "subscriber1"));
    return subscriber;
  }

  void withConnection(CloudConnectionManager manager) {
    headEnd.bindConnection(manager, Map.of("kura.service.pid", "cloud1"));
  }

  Listening withListener() {
    Listening listener = new Listening();
    headEnd.addListener(listener, Map.of(DownlinkListener.HEAD_END, "hes"));
    return listener;
  }

  SendResult send(String payload) {
    return headEnd.send(payload.getBytes(StandardCharsets.UTF_8));
  }

  /** What is sent is delivered once it is confirmed. */
  void configuredToConfirm(int window) {
    headEnd.configure(
        TestConfig.chosen()
            .with("delivery", "CONFIRMED")
            .with("confirmationWindow", window)
            .config());
  }

  long counted(String counter) {
    return headEnd.describe().counters().get(counter);
  }

  String fact(String name) {
    return headEnd.describe().facts().get(name);
  }

  long count(CloudCounter counter) {
    return headEnd.counters().get(counter);
  }

  HeadEndState state() {
    return headEnd.status().state();
  }

  String reason() {
    return headEnd.describe().reason();
  }

  void awaitCount(CloudCounter counter, long value) {
    Await.until(counter + " is " + value, () -> count(counter) == value);
  }

  void awaitCount(String counter, long value) {
    Await.until(
        counter + " is " + value, () -> headEnd.describe().counters().get(counter) == value);
  }

  void awaitState(HeadEndState state) {
    Await.until("the head end is " + state, () -> state() == state);
  }

  void awaitSent(FakePublisher publisher, String... bodies) {
    Await.until(
        "Kura has " + List.of(bodies) + ", not " + publisher.bodies(),
        () -> publisher.bodies().equals(List.of(bodies)));
  }

  /**
   * Wakes the head end, and returns when it has looked at the clock and acted on what it saw: the
   * first look may belong to what it was doing before, the second begins, and the third shows that
   * it is done.
   */
  void looksAgain() {
    for (int i = 0; i < 3; i++) {
      long before = clock.looks();
      headEnd.wakeup();
      Await.until("the clock is looked at", () -> clock.looks() > before);
    }
  }

  void after(Duration time) {
    clock.advance(time);
    looksAgain();
  }

  @Override
  public void close() {
    headEnd.stop();
  }

  /** What a link would hear. */
  static class Listening implements DownlinkListener {
    final List<String> received = new CopyOnWriteArrayList<>();
    final List<HeadEndState> states = new CopyOnWriteArrayList<>();
    volatile Thread thread;

    @Override
    public void received(byte[] buffer, int offset, int length) {
      thread = Thread.currentThread();
      received.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void stateChanged(HeadEndStatus status) {
      states.add(status.state());
    }
  }
}
