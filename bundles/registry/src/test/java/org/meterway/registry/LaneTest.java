/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.registry.Fixtures.OTHER_PROTOCOL;
import static org.meterway.registry.Fixtures.PROTOCOL;
import static org.meterway.registry.Fixtures.access;
import static org.meterway.registry.Fixtures.await;
import static org.meterway.registry.Fixtures.blocking;
import static org.meterway.registry.Fixtures.context;
import static org.meterway.registry.Fixtures.message;
import static org.meterway.registry.Fixtures.nonBlocking;
import static org.meterway.registry.Fixtures.number;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.message.Message;

@Timeout(60)
class LaneTest {
  private final Dispatch dispatch =
      new Dispatch(Fixtures.OPTIONS, new FakeTiming(), new FakeTiming());
  private final ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    dispatch.close();
  }

  @Test
  void givenANonBlockingHandlerThenItIsCalledOnTheDispatchingThread() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    dispatch.add(
        nonBlocking(1, PROTOCOL), access((message, context) -> thread.set(Thread.currentThread())));

    dispatch.open(context("meter1")).dispatch(message(1));

    assertSame(Thread.currentThread(), thread.get());
    assertEquals(1, count(DispatchCounter.HANDLED));
  }

  @Test
  void givenAHandlerThatMayBlockThenItIsCalledOnThePool() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    dispatch.add(
        blocking(1, PROTOCOL), access((message, context) -> thread.set(Thread.currentThread())));

    dispatch.open(context("meter1")).dispatch(message(1));

    await("the call", () -> thread.get() != null);
    assertNotSame(Thread.currentThread(), thread.get());
    assertTrue(thread.get().getName().startsWith("meterway-handlers-"));
    assertTrue(thread.get().isDaemon());
  }

  @Test
  void givenAnEarlierMessageAtWorkThenANonBlockingHandlerWaitsItsTurn() {
    dispatch.add(blocking(1, OTHER_PROTOCOL), access(recordAfter(release)));
    dispatch.add(nonBlocking(2, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));

    lane.dispatch(message(OTHER_PROTOCOL, 1));
    lane.dispatch(message(PROTOCOL, 2));
    assertTrue(seen.isEmpty());
    assertEquals(2, lane.depth());
    release.countDown();

    await("both", () -> seen.size() == 2);
    assertEquals(List.of(1, 2), List.copyOf(seen));
  }

  @Test
  void givenInlineAndPoolInTurnsThenTheOrderStays() {
    dispatch.add(nonBlocking(1, PROTOCOL), access(record()));
    dispatch.add(blocking(2, OTHER_PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    int messages = 20_000;

    for (int i = 0; i < messages; i++) {
      lane.dispatch(message(i % 7 == 0 ? OTHER_PROTOCOL : PROTOCOL, i));
      // Lets the lane run dry now and then, so that it changes back to the dispatching thread.
      if (i % 50 == 0) {
        await("an idle lane", () -> lane.depth() == 0);
      }
    }

    await("all", () -> seen.size() == messages);
    assertEquals(IntStream.range(0, messages).boxed().toList(), new ArrayList<>(seen));
  }

  @Test
  void givenASlowLaneThenTheOthersGoOn() {
    dispatch.add(
        blocking(1, PROTOCOL),
        access(
            (message, context) -> {
              if (context.link().equals("slow")) {
                await(release);
              }
              seen.add(number(message));
            }));

    dispatch.open(context("slow")).dispatch(message(1));
    dispatch.open(context("quick")).dispatch(message(2));

    await("the quick lane", () -> seen.contains(2));
    assertFalse(seen.contains(1));
  }

  @Test
  void givenManyBusyLanesOnOneThreadThenEachHasItsTurn() {
    dispatch.configure(Fixtures.options(1, 10_000, Fixtures.GRACE, Duration.ofSeconds(5)));
    ConcurrentLinkedQueue<String> turns = new ConcurrentLinkedQueue<>();
    dispatch.add(
        blocking(1, PROTOCOL),
        access(
            (message, context) -> {
              await(release);
              turns.add(context.link());
            }));
    MessageLane first = dispatch.open(context("first"));
    MessageLane second = dispatch.open(context("second"));
    for (int i = 0; i < 1_000; i++) {
      first.dispatch(message(i));
    }
    second.dispatch(message(0));
    release.countDown();

    await("all", () -> turns.size() == 1_001);
    assertTrue(
        new ArrayList<>(turns).indexOf("second") < 500, "the second lane waited for the first");
  }

  @Test
  void givenAFullLaneThenAMessageIsDroppedAfterABoundedWait() {
    dispatch.configure(Fixtures.options(2, 3, Duration.ofMillis(20), Duration.ofSeconds(5)));
    dispatch.add(blocking(1, PROTOCOL), access(recordAfter(release)));
    MessageLane lane = dispatch.open(context("meter1"));

    for (int i = 0; i < 5; i++) {
      lane.dispatch(message(i));
    }
    release.countDown();

    await("the rest", () -> lane.depth() == 0);
    assertEquals(List.of(0, 1, 2), List.copyOf(seen));
    assertEquals(2, count(DispatchCounter.OVERFLOW));
  }

  @Test
  void givenALaneThatStaysFullThenOnlyTheFirstMessageWaits() {
    dispatch.configure(Fixtures.options(2, 1, Duration.ofMillis(200), Duration.ofSeconds(5)));
    dispatch.add(blocking(1, PROTOCOL), access(recordAfter(release)));
    MessageLane lane = dispatch.open(context("meter1"));

    for (int i = 0; i < 1_000; i++) {
      lane.dispatch(message(i));
    }

    assertEquals(999, count(DispatchCounter.OVERFLOW));
    assertEquals(1, count(DispatchCounter.HELD_UP));
    assertTrue(count(DispatchCounter.HELD_UP_MILLIS) >= 200);
    release.countDown();
    await("room", () -> lane.depth() == 0);
    lane.dispatch(message(1_000));
    await("the last", () -> seen.contains(1_000));
  }

  @Test
  void givenALaneFullOfBytesThenAMessageWaitsForRoom() {
    int large = 60_000;
    dispatch.configure(
        new RegistryOptions(
            2, 10_000, 200_000, Duration.ofMillis(20), Duration.ZERO, Duration.ofHours(1), 0));
    dispatch.add(blocking(1, PROTOCOL), access(recordAfter(release)));
    Lane lane = (Lane) dispatch.open(context("meter1"));

    for (int i = 0; i < 10; i++) {
      lane.dispatch(new Message.Other(PROTOCOL, 0xBF, new byte[large]));
    }

    // One with the handler, and what fits.
    await("the first call", () -> lane.queuedBytes() <= 200_000);
    assertTrue(count(DispatchCounter.OVERFLOW) >= 5, "more wait than fit");
    release.countDown();
    await("the rest", () -> lane.depth() == 0);
    assertEquals(0, lane.queuedBytes());
    assertTrue(seen.size() >= 3);
  }

  @Test
  void givenAMessageLongerThanTheLanesLimitThenItIsTakenWhereNothingElseWaits() {
    dispatch.configure(
        new RegistryOptions(
            2, 10_000, 1_024, Duration.ofMillis(20), Duration.ZERO, Duration.ofHours(1), 0));
    dispatch.add(blocking(1, PROTOCOL), access(recordAfter(release)));
    Lane lane = (Lane) dispatch.open(context("meter1"));
    lane.dispatch(message(1));
    await("the call", () -> lane.queuedBytes() == 0);

    lane.dispatch(new Message.Other(PROTOCOL, 0xBF, new byte[60_000]));

    assertEquals(2, lane.depth());
    assertEquals(0, count(DispatchCounter.OVERFLOW));
  }

  @Test
  void givenAFullLaneThatGetsRoomThenTheDispatchGoesOn() throws Exception {
    dispatch.configure(Fixtures.options(2, 1, Duration.ofSeconds(30), Duration.ofSeconds(5)));
    dispatch.add(blocking(1, PROTOCOL), access(recordAfter(release)));
    MessageLane lane = dispatch.open(context("meter1"));
    lane.dispatch(message(0));
    Thread second = new Thread(() -> lane.dispatch(message(1)));
    second.start();
    await("the wait", () -> second.getState() == Thread.State.TIMED_WAITING);

    release.countDown();

    second.join(30_000);
    await("both", () -> seen.size() == 2);
    assertEquals(0, count(DispatchCounter.OVERFLOW));
  }

  @Test
  void givenAHandlerThatThrowsThenItIsCountedAndTheLaneGoesOn() {
    dispatch.add(
        blocking(1, PROTOCOL),
        access(
            (message, context) -> {
              switch (number(message)) {
                case 0 -> throw new IllegalStateException("on purpose");
                case 1 -> throw new NoClassDefFoundError("on/purpose");
                case 2 -> throw new StackOverflowError("on purpose");
                case 3 -> throw new Exception("on purpose");
                default -> seen.add(number(message));
              }
            }));
    MessageLane lane = dispatch.open(context("meter1"));

    for (int i = 0; i < 5; i++) {
      lane.dispatch(message(i));
    }

    await("the last", () -> seen.contains(4));
    assertEquals(4, count(DispatchCounter.FAILED));
    assertEquals(4, dispatch.report().handlers().get(0).failed());
    await("the count", () -> dispatch.report().handlers().get(0).handled() == 1);
  }

  @Test
  void givenAnInterruptedHandlerOnThePoolThenTheNextCallIsNotInterrupted() {
    dispatch.add(
        blocking(1, PROTOCOL),
        access(
            (message, context) -> {
              await(release);
              if (number(message) == 0) {
                throw new InterruptedException("on purpose");
              }
              seen.add(Thread.currentThread().isInterrupted() ? -1 : number(message));
            }));
    MessageLane lane = dispatch.open(context("meter1"));
    lane.dispatch(message(0));
    lane.dispatch(message(1));
    release.countDown();

    await("the second", () -> seen.size() == 1);
    assertEquals(List.of(1), List.copyOf(seen));
  }

  @Test
  void givenAFatalErrorOnTheDispatchingThreadThenItPassesAndTheLaneGoesOn() {
    dispatch.add(
        nonBlocking(1, PROTOCOL),
        access(
            (message, context) -> {
              if (number(message) == 0) {
                throw new InternalError("on purpose");
              }
              seen.add(number(message));
            }));
    MessageLane lane = dispatch.open(context("meter1"));

    assertThrows(InternalError.class, () -> lane.dispatch(message(0)));
    lane.dispatch(message(1));

    assertEquals(List.of(1), List.copyOf(seen));
    assertEquals(1, count(DispatchCounter.FAILED));
    assertEquals(0, lane.depth());
  }

  @Test
  void givenNobodyForAProtocolThenTheMessageIsCountedAtOnce() {
    MessageLane lane = dispatch.open(context("meter1"));

    lane.dispatch(message(0x4242, 1));
    lane.dispatch(message(0x4242, 2));

    assertEquals(2, count(DispatchCounter.UNHANDLED));
    assertEquals(2, dispatch.report().unhandled().get(0x4242));
  }

  @Test
  void givenMessagesThatWaitWhenTheLaneIsClosedThenTheyAreHandled() throws Exception {
    dispatch.add(blocking(1, PROTOCOL), access(recordAfter(release)));
    MessageLane lane = dispatch.open(context("meter1"));
    IntStream.range(0, 10).forEach(i -> lane.dispatch(message(i)));
    Thread closer = new Thread(lane::close);
    closer.start();
    await("the wait", () -> closer.getState() == Thread.State.TIMED_WAITING);

    release.countDown();

    closer.join(30_000);
    assertEquals(10, seen.size());
    lane.dispatch(message(10));
    assertEquals(10, seen.size());
    assertEquals(1, count(DispatchCounter.DISCARDED));
  }

  @Test
  void givenAHandlerThatHangsWhenTheLaneIsClosedThenTheRestIsCounted() {
    dispatch.configure(Fixtures.options(2, 100, Fixtures.GRACE, Duration.ofMillis(20)));
    dispatch.add(blocking(1, PROTOCOL), access(recordAfter(release)));
    MessageLane lane = dispatch.open(context("meter1"));
    IntStream.range(0, 10).forEach(i -> lane.dispatch(message(i)));
    await("the first call", () -> release.getCount() == 1 && lane.depth() == 10);

    lane.close();

    await("the count", () -> count(DispatchCounter.DISCARDED) >= 9);
    release.countDown();
    await("the end", () -> lane.depth() == 0);
    assertEquals(10, count(DispatchCounter.DISCARDED) + count(DispatchCounter.HANDLED));
  }

  @Test
  void givenAHandlerThatClosesItsOwnLaneThenNothingHangs() {
    AtomicReference<MessageLane> lane = new AtomicReference<>();
    dispatch.configure(Fixtures.options(2, 100, Fixtures.GRACE, Duration.ofDays(1)));
    dispatch.add(
        nonBlocking(1, PROTOCOL),
        access(
            (message, context) -> {
              lane.get().close();
              seen.add(number(message));
            }));
    lane.set(dispatch.open(context("meter1")));

    lane.get().dispatch(message(1));

    assertEquals(List.of(1), List.copyOf(seen));
    assertEquals(0, dispatch.lanes().count());
  }

  private MessageHandler record() {
    return (message, context) -> seen.add(number(message));
  }

  private MessageHandler recordAfter(CountDownLatch latch) {
    return (message, context) -> {
      await(latch);
      seen.add(number(message));
    };
  }

  private long count(DispatchCounter counter) {
    return dispatch.statistics().get(counter);
  }
}
