/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.registry.Fixtures.GRACE;
import static org.meterway.registry.Fixtures.OTHER_PROTOCOL;
import static org.meterway.registry.Fixtures.PROTOCOL;
import static org.meterway.registry.Fixtures.access;
import static org.meterway.registry.Fixtures.await;
import static org.meterway.registry.Fixtures.blocking;
import static org.meterway.registry.Fixtures.context;
import static org.meterway.registry.Fixtures.message;
import static org.meterway.registry.Fixtures.nonBlocking;
import static org.meterway.registry.Fixtures.number;
import static org.meterway.registry.Fixtures.properties;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.handler.HandlerReport.State;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.MessageLane;

@Timeout(60)
class HotDeployTest {
  private final FakeTiming timing = new FakeTiming();
  private final Dispatch dispatch = new Dispatch(Fixtures.OPTIONS, timing, new FakeTiming());
  private final ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    dispatch.close();
  }

  @Test
  void givenADepartedHandlerWhenItsSuccessorComesThenWhatWaitedIsHandledInOrder() {
    TrackedHandler handler = dispatch.add(nonBlocking(1, PROTOCOL), access(record()));
    dispatch.add(nonBlocking(2, OTHER_PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    lane.dispatch(message(0));
    dispatch.remove(handler, true);

    lane.dispatch(message(1));
    lane.dispatch(message(OTHER_PROTOCOL, 2));
    lane.dispatch(message(3));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);
    assertEquals(List.of(0), List.copyOf(seen));
    timing.advance(GRACE.minusMillis(1));
    dispatch.add(nonBlocking(3, PROTOCOL), access(record()));

    await("all", () -> seen.size() == 4);
    assertEquals(List.of(0, 1, 2, 3), List.copyOf(seen));
    assertEquals(0, count(DispatchCounter.UNHANDLED));
  }

  @Test
  void givenNoSuccessorWhenTheGraceEndsThenOnlyItsMessagesAreUnhandled() {
    TrackedHandler handler = dispatch.add(blocking(1, PROTOCOL), access(record()));
    dispatch.add(nonBlocking(2, OTHER_PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    dispatch.remove(handler, true);
    lane.dispatch(message(0));
    lane.dispatch(message(1));
    lane.dispatch(message(OTHER_PROTOCOL, 2));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);

    timing.advance(GRACE.minusNanos(1));
    assertEquals(0, count(DispatchCounter.UNHANDLED));
    timing.advance(Duration.ofNanos(1));

    await("the end of the wait", () -> lane.depth() == 0);
    assertEquals(2, count(DispatchCounter.UNHANDLED));
    assertEquals(2, dispatch.report().unhandled().get(PROTOCOL));
    assertEquals(List.of(2), List.copyOf(seen));
    lane.dispatch(message(3));
    assertEquals(3, count(DispatchCounter.UNHANDLED));
    assertEquals(0, timing.tasksDue());
  }

  @Test
  void givenARegistryThatHasJustStartedThenMessagesWaitForTheirFirstHandler() {
    dispatch.start();
    MessageLane lane = dispatch.open(context("meter1"));
    lane.dispatch(message(1));
    lane.dispatch(message(2));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);

    dispatch.add(nonBlocking(1, PROTOCOL), access(record()));

    await("both", () -> seen.size() == 2);
    assertEquals(List.of(1, 2), List.copyOf(seen));
    assertEquals(0, count(DispatchCounter.UNHANDLED));
  }

  @Test
  void givenARegistryThatStartedAWhileAgoThenAnUnknownProtocolHoldsNothingUp() {
    dispatch.start();
    MessageLane lane = dispatch.open(context("meter1"));
    lane.dispatch(message(1));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);

    timing.advance(Duration.ofSeconds(1));

    await("the end of the wait", () -> lane.depth() == 0);
    lane.dispatch(message(2));
    assertEquals(2, count(DispatchCounter.UNHANDLED));
    assertEquals(0, timing.tasksDue());
  }

  @Test
  void givenTwoDeparturesThenEachHasItsOwnGrace() {
    TrackedHandler first = dispatch.add(blocking(1, PROTOCOL), access(record()));
    TrackedHandler second = dispatch.add(blocking(2, OTHER_PROTOCOL), access(record()));
    MessageLane one = dispatch.open(context("one"));
    MessageLane two = dispatch.open(context("two"));
    dispatch.remove(first, true);
    timing.advance(GRACE.dividedBy(2));
    dispatch.remove(second, true);
    one.dispatch(message(PROTOCOL, 1));
    two.dispatch(message(OTHER_PROTOCOL, 2));

    timing.advance(GRACE.dividedBy(2));
    await("the first", () -> one.depth() == 0);
    assertEquals(1, two.depth());
    timing.advance(GRACE.dividedBy(2));

    await("the second", () -> two.depth() == 0);
    assertEquals(2, count(DispatchCounter.UNHANDLED));
  }

  @Test
  void givenAHandlerThatRanksBehindThenItTakesOverInOrderWhenTheGraceHasPassed() {
    TrackedHandler preferred =
        dispatch.add(properties(1, 10, true, Set.of(), PROTOCOL), access(nobodys()));
    dispatch.add(nonBlocking(2, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    dispatch.remove(preferred, true);

    lane.dispatch(message(1));
    lane.dispatch(message(2));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);
    timing.advance(GRACE.minusNanos(1));
    assertTrue(seen.isEmpty());
    timing.advance(Duration.ofNanos(1));

    await("both", () -> lane.depth() == 0);
    lane.dispatch(message(3));
    assertEquals(List.of(1, 2, 3), List.copyOf(seen));
    assertEquals(1, count(DispatchCounter.WAITED));
    assertEquals(0, timing.tasksDue());
  }

  @Test
  void givenAPreferredHandlerWhoseBundleIsUninstalledThenTheNextOneTakesOverAtOnce() {
    HandlerProperties first = properties(1, 10, true, Set.of(), PROTOCOL);
    TrackedHandler preferred = dispatch.add(first, access(nobodys()));
    dispatch.add(nonBlocking(2, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    dispatch.remove(preferred, true);
    lane.dispatch(message(1));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);

    dispatch.uninstalled(first.bundle());

    await("the message", () -> lane.depth() == 0);
    assertEquals(List.of(1), List.copyOf(seen));
    assertEquals(0, count(DispatchCounter.UNHANDLED));
  }

  @Test
  void givenAPreferredServiceThatGoesWhileItsBundleStaysThenTheNextOneTakesOverAfterAMoment() {
    TrackedHandler preferred =
        dispatch.add(properties(1, 10, true, Set.of(), PROTOCOL), access(nobodys()));
    dispatch.add(nonBlocking(2, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    dispatch.remove(preferred, false);
    lane.dispatch(message(1));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);

    timing.advance(Duration.ofSeconds(1));

    await("the message", () -> lane.depth() == 0);
    assertEquals(List.of(1), List.copyOf(seen));
    assertEquals(0, timing.tasksDue());
  }

  @Test
  void givenTheOnlyServiceGoesWhileItsBundleStaysThenMessagesWaitForTheWholeGrace() {
    TrackedHandler only = dispatch.add(nonBlocking(1, PROTOCOL), access(nobodys()));
    MessageLane lane = dispatch.open(context("meter1"));
    dispatch.remove(only, false);
    lane.dispatch(message(1));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);
    timing.advance(GRACE.minusNanos(1));

    dispatch.add(nonBlocking(2, PROTOCOL), access(record()));

    await("the message", () -> lane.depth() == 0);
    assertEquals(List.of(1), List.copyOf(seen));
  }

  @Test
  void givenAHandlerForOneLinkThatIsUpdatedThenItsMessagesWaitAndOthersDoNot() {
    dispatch.add(nonBlocking(1, PROTOCOL), access(record()));
    HandlerProperties ofMeter1 = properties(2, 0, true, Set.of("meter1"), PROTOCOL);
    TrackedHandler before = dispatch.add(ofMeter1, access(nobodys()));
    MessageLane one = dispatch.open(context("meter1"));
    MessageLane two = dispatch.open(context("meter2"));
    ConcurrentLinkedQueue<Integer> updated = new ConcurrentLinkedQueue<>();
    dispatch.remove(before, true);

    one.dispatch(message(1));
    two.dispatch(message(2));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);
    assertEquals(List.of(2), List.copyOf(seen));
    dispatch.add(
        properties(3, 0, true, Set.of("meter1"), PROTOCOL),
        access((message, context) -> updated.add(number(message))));

    await("the successor", () -> one.depth() == 0);
    assertEquals(List.of(1), List.copyOf(updated));
    assertEquals(List.of(2), List.copyOf(seen));
  }

  @Test
  void givenAnotherHandlerOfTheSameRankThenItTakesOverAtOnce() {
    TrackedHandler older = dispatch.add(nonBlocking(1, PROTOCOL), access(nobodys()));
    dispatch.add(nonBlocking(2, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    dispatch.remove(older, true);

    lane.dispatch(message(1));

    assertEquals(List.of(1), List.copyOf(seen));
    assertEquals(0, count(DispatchCounter.WAITED));
  }

  @Test
  void givenAHandlerThatLowersItsRankingThenNobodyWaits() {
    TrackedHandler handler =
        dispatch.add(properties(1, 10, true, Set.of(), PROTOCOL), access(nobodys()));
    dispatch.add(properties(2, 5, true, Set.of(), PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));

    dispatch.change(nonBlocking(1, PROTOCOL), handler);
    lane.dispatch(message(1));

    assertEquals(List.of(1), List.copyOf(seen));
    assertEquals(0, timing.tasksDue());
  }

  @Test
  void givenASuccessorThatLowersItsRankingThenTheOneBeforeItIsNotAwaitedAgain() {
    TrackedHandler before =
        dispatch.add(properties(1, 10, true, Set.of(), PROTOCOL), access(nobodys()));
    dispatch.remove(before, true);
    TrackedHandler successor =
        dispatch.add(properties(2, 10, true, Set.of(), PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));

    dispatch.change(nonBlocking(2, PROTOCOL), successor);
    lane.dispatch(message(1));

    assertEquals(List.of(1), List.copyOf(seen));
  }

  @Test
  void givenAHandlerThatGivesUpALinkThenItsMessagesAreUnhandledAtOnce() {
    TrackedHandler handler = dispatch.add(nonBlocking(1, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));

    dispatch.change(properties(1, 0, true, Set.of("meter2"), PROTOCOL), handler);
    lane.dispatch(message(1));

    assertEquals(1, count(DispatchCounter.UNHANDLED));
  }

  @Test
  void givenAHandlerWhosePropertiesGoWrongThenItsMessagesWaitUntilTheyAreRighted() {
    TrackedHandler handler = dispatch.add(nonBlocking(1, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));

    dispatch.change(nonBlocking(1, PROTOCOL).rejected("on purpose"), handler);
    lane.dispatch(message(1));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);
    dispatch.change(nonBlocking(1, PROTOCOL), handler);

    await("the message", () -> seen.size() == 1);
    assertEquals(0, count(DispatchCounter.UNHANDLED));
  }

  @Test
  void givenAHandlerForOneLinkThatDepartsThenOtherLinksDoNotWait() {
    TrackedHandler handler =
        dispatch.add(properties(1, 0, true, Set.of("meter1"), PROTOCOL), access(record()));
    dispatch.remove(handler, true);
    MessageLane lane = dispatch.open(context("meter2"));

    lane.dispatch(message(1));

    assertEquals(1, count(DispatchCounter.UNHANDLED));
  }

  @Test
  void givenAShorterGraceWhileMessagesWaitThenItCountsFromTheDeparture() {
    TrackedHandler handler = dispatch.add(blocking(1, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    dispatch.remove(handler, true);
    lane.dispatch(message(1));
    timing.advance(Duration.ofSeconds(1));

    dispatch.configure(Fixtures.options(2, 100, Duration.ofSeconds(2), Duration.ofSeconds(5)));
    timing.advance(Duration.ofMillis(999));
    assertEquals(1, lane.depth());
    timing.advance(Duration.ofMillis(1));

    await("the end of the wait", () -> lane.depth() == 0);
  }

  @Test
  void givenACallInFlightThenTheUnregistrationWaitsForIt() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    TrackedHandler handler =
        dispatch.add(
            blocking(1, PROTOCOL),
            access(
                (message, context) -> {
                  entered.countDown();
                  await(release);
                  finished.set(true);
                }));
    dispatch.open(context("meter1")).dispatch(message(1));
    await(entered);
    AtomicBoolean finishedBefore = new AtomicBoolean();
    Thread remover =
        new Thread(
            () -> {
              dispatch.remove(handler, true);
              finishedBefore.set(finished.get());
            });
    remover.start();
    await("the wait", () -> remover.getState() == Thread.State.TIMED_WAITING);

    release.countDown();

    remover.join(30_000);
    assertTrue(finishedBefore.get(), "the handler went in the middle of a message");
  }

  @Test
  void givenAHandlerThatUnregistersItselfThenNothingHangs() {
    AtomicInteger calls = new AtomicInteger();
    TrackedHandler[] handler = new TrackedHandler[1];
    handler[0] =
        dispatch.add(
            nonBlocking(1, PROTOCOL),
            access(
                (message, context) -> {
                  calls.incrementAndGet();
                  dispatch.remove(handler[0], true);
                }));

    dispatch.open(context("meter1")).dispatch(message(1));

    assertEquals(1, calls.get());
    assertTrue(dispatch.report().handlers().isEmpty());
  }

  @Test
  void givenAHandlerThenItsServiceIsGotWithTheFirstMessageAndGivenBackOnce() {
    CountingAccess access = new CountingAccess(record());
    TrackedHandler handler = dispatch.add(nonBlocking(1, PROTOCOL), access);
    MessageLane lane = dispatch.open(context("meter1"));
    assertEquals(0, access.got.get());

    lane.dispatch(message(1));
    lane.dispatch(message(2));
    assertEquals(1, access.got.get());
    dispatch.remove(handler, true);

    assertEquals(1, access.released.get());
  }

  @Test
  void givenAServiceThatCannotBeHadThenItIsRejectedAndTheNextHandlerTakesTheMessageInTheEnd() {
    dispatch.add(properties(1, 10, true, Set.of(), PROTOCOL), new CountingAccess(null));
    dispatch.add(nonBlocking(2, PROTOCOL), access(record()));

    dispatch.open(context("meter1")).dispatch(message(1));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);
    timing.advance(GRACE);

    await("the message", () -> seen.size() == 1);
    assertEquals(State.REJECTED, dispatch.report().handlers().get(0).state());
    assertFalse(dispatch.report().handlers().get(0).reason().isEmpty());
  }

  @Test
  void givenNewServicePropertiesThenTheChoiceIsMadeAgain() {
    TrackedHandler handler =
        dispatch.add(properties(1, 10, true, Set.of(), PROTOCOL), access((message, context) -> {}));
    dispatch.add(nonBlocking(2, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    lane.dispatch(message(1));
    assertTrue(seen.isEmpty());

    dispatch.change(properties(1, 10, true, Set.of("meter2"), PROTOCOL), handler);
    lane.dispatch(message(2));

    assertEquals(List.of(2), List.copyOf(seen));
  }

  @Test
  void givenTheSameServicePropertiesAgainThenNothingChanges() {
    TrackedHandler handler = dispatch.add(nonBlocking(1, PROTOCOL), access(record()));
    DispatchTable before = dispatch.board().table();

    dispatch.change(nonBlocking(1, PROTOCOL), handler);

    assertSame(before, dispatch.board().table());
  }

  @Test
  void givenWrongServicePropertiesWhenTheyAreRightedThenTheHandlerIsBound() {
    TrackedHandler handler =
        dispatch.add(nonBlocking(1, PROTOCOL).rejected("on purpose"), access(record()));
    assertEquals(State.REJECTED, dispatch.report().handlers().get(0).state());

    dispatch.change(nonBlocking(1, PROTOCOL), handler);
    dispatch.open(context("meter1")).dispatch(message(1));

    assertEquals(State.BOUND, dispatch.report().handlers().get(0).state());
    assertEquals(List.of(1), List.copyOf(seen));
  }

  @Test
  void givenMessagesThatWaitForAHandlerWhenTheRegistryEndsThenItDoesNotWaitForTheGrace() {
    TrackedHandler handler = dispatch.add(blocking(1, PROTOCOL), access(record()));
    MessageLane lane = dispatch.open(context("meter1"));
    dispatch.remove(handler, true);
    IntStream.range(0, 3).forEach(i -> lane.dispatch(message(i)));
    await("the wait", () -> count(DispatchCounter.WAITED) == 1);

    dispatch.close();

    assertEquals(3, count(DispatchCounter.UNHANDLED));
    assertEquals(0, lane.depth());
  }

  private static MessageHandler nobodys() {
    return (message, context) -> {};
  }

  private MessageHandler record() {
    return (message, context) -> seen.add(number(message));
  }

  private long count(DispatchCounter counter) {
    return dispatch.statistics().get(counter);
  }

  private static final class CountingAccess implements ServiceAccess {
    private final MessageHandler handler;
    private final AtomicInteger got = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    CountingAccess(MessageHandler handler) {
      this.handler = handler;
    }

    @Override
    public MessageHandler get() {
      got.incrementAndGet();
      return handler;
    }

    @Override
    public void release() {
      released.incrementAndGet();
    }
  }
}
