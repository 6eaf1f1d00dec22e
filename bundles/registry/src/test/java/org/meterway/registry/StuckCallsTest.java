/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

/** Handlers that do not return, on two threads. */
@Timeout(60)
class StuckCallsTest {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final FakeTiming timing = new FakeTiming();
  private final Dispatch dispatch = new Dispatch(options(32), new FakeTiming(), timing);
  private final ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
  private final AtomicInteger hanging = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    dispatch.close();
  }

  @Test
  void givenHandlersThatHangOnEveryThreadThenTheOtherLinksGoOn() {
    hangOn(2);
    MessageLane other = dispatch.open(context("other"));
    other.dispatch(message(OTHER_PROTOCOL, 7));
    assertTrue(seen.isEmpty(), "both threads are held");

    pass(Duration.ofSeconds(3));

    await("the other link", () -> seen.contains(7));
    assertEquals(2, count(DispatchCounter.STUCK));
    assertEquals(2, count(DispatchCounter.REPLACED_THREADS));
    for (int i = 100; i < 200; i++) {
      other.dispatch(message(OTHER_PROTOCOL, i));
    }
    await("all", () -> seen.size() == 101);
  }

  @Test
  void givenAHandlerThatHangsThenTheStatusNamesItAndItsLink() {
    hangOn(1);
    RegistryStatus status = new RegistryStatus("registry", dispatch, Instant.EPOCH);
    assertNull(status.status("").facts().get("stuck"));

    pass(Duration.ofMillis(3_500));

    assertEquals("handler1 on link hanging0 for 3 s", status.status("").facts().get("stuck"));
    assertEquals("1", status.status("").facts().get("spare threads"));
    assertEquals(Health.OK, status.status("").health());
    pass(Duration.ofSeconds(30));
    Status late = status.status("");
    assertEquals(Health.WARNING, late.health());
    assertEquals("ACTIVE", late.state());
    assertEquals("handler handler1 on link hanging0 for 33 s works on one message", late.reason());
  }

  @Test
  void givenAHandlerThatReturnsThenItsSpareThreadGoes() {
    hangOn(2);
    pass(Duration.ofSeconds(3));
    assertEquals(2, dispatch.stuckCalls().spares());

    release.countDown();
    await("the end", () -> dispatch.lanes().depth() == 0);
    pass(Duration.ofSeconds(1));

    assertEquals(0, dispatch.stuckCalls().spares());
    assertEquals(0, timing.tasksDue(), "nobody looks around while nothing is to do");
  }

  @Test
  void givenMoreStuckHandlersThanSpareThreadsThenTheirNumberIsBounded() {
    dispatch.configure(options(1));
    hangOn(2);
    pass(Duration.ofSeconds(3));

    assertEquals(1, dispatch.stuckCalls().spares());
    assertEquals(1, count(DispatchCounter.REPLACED_THREADS));
  }

  @Test
  void givenALinkThatIsClosedUnderAHungHandlerThenItsThreadStaysReplaced() {
    dispatch.configure(
        new RegistryOptions(
            2, 10, 8 << 20, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(2), 32));
    hangOn(2).forEach(MessageLane::close);
    dispatch.open(context("other")).dispatch(message(OTHER_PROTOCOL, 7));

    pass(Duration.ofSeconds(3));

    await("the other link", () -> seen.contains(7));
  }

  @Test
  void givenAHungHandlerThatHasGoneThenItIsInterruptedAndTheNextOneIsNot() {
    AtomicReference<Boolean> nextFeelsIt = new AtomicReference<>();
    CountDownLatch called = new CountDownLatch(1);
    TrackedHandler hung =
        dispatch.add(
            blocking(1, PROTOCOL),
            access(
                (message, context) -> {
                  called.countDown();
                  new CountDownLatch(1).await();
                }));
    MessageLane lane = dispatch.open(context("meter1"));
    lane.dispatch(message(1));
    lane.dispatch(message(2));
    await("the call", () -> called.getCount() == 0);
    pass(Duration.ofSeconds(60));
    assertEquals(0, count(DispatchCounter.INTERRUPTED), "it may still take its time");
    dispatch.remove(hung, true);
    dispatch.add(
        blocking(2, PROTOCOL),
        access((message, context) -> nextFeelsIt.set(Thread.currentThread().isInterrupted())));

    pass(CLOSE_TIMEOUT.plusSeconds(1));

    await("the next", () -> nextFeelsIt.get() != null);
    assertFalse(nextFeelsIt.get());
    assertEquals(1, count(DispatchCounter.INTERRUPTED));
    assertEquals(1, count(DispatchCounter.FAILED));
  }

  @Test
  void givenAHandlerThatBreaksItsPromiseNotToBlockThenItIsSeenButItsThreadIsLeftAlone()
      throws Exception {
    dispatch.add(nonBlocking(1, PROTOCOL), access(hang()));
    Thread reader = new Thread(() -> dispatch.open(context("meter1")).dispatch(message(1)));
    reader.start();
    await("the call", () -> hanging.get() == 1);

    pass(Duration.ofSeconds(3));

    assertEquals(1, count(DispatchCounter.STUCK));
    assertEquals(0, dispatch.stuckCalls().spares(), "it is no thread of the pool");
    release.countDown();
    reader.join(10_000);
  }

  @Test
  void givenACallThatHasEndedThenItsInterruptReachesNobody() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    dispatch.add(
        blocking(1, PROTOCOL),
        access(
            (message, context) -> {
              begun.incrementAndGet();
              try {
                (number(message) == 1 ? first : release).await();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
              }
            }));
    Lane lane = (Lane) dispatch.open(context("meter1"));
    lane.dispatch(message(1));
    await("the first call", () -> begun.get() == 1);
    Caller.Call call = lane.caller().current();
    lane.dispatch(message(2));
    first.countDown();
    await("the second call", () -> begun.get() == 2);

    assertFalse(lane.caller().interrupt(call));

    release.countDown();
    await("the end", () -> lane.depth() == 0);
    assertEquals(0, interrupted.get());
  }

  private List<MessageLane> hangOn(int links) {
    dispatch.add(blocking(1, PROTOCOL), access(hang()));
    dispatch.add(
        blocking(2, OTHER_PROTOCOL), access((message, context) -> seen.add(number(message))));
    List<MessageLane> lanes = new ArrayList<>();
    for (int i = 0; i < links; i++) {
      MessageLane lane = dispatch.open(context("hanging" + i));
      lane.dispatch(message(i));
      lanes.add(lane);
    }
    await("the calls", () -> hanging.get() == links);
    return lanes;
  }

  private MessageHandler hang() {
    return (message, context) -> {
      hanging.incrementAndGet();
      boolean hangs = true;
      while (hangs) {
        try {
          release.await();
          hangs = false;
        } catch (InterruptedException e) {
          // As a handler that does not heed it.
        }
      }
    };
  }

  /** Lets time pass, as long as it takes to look around in between. */
  private void pass(Duration time) {
    for (long millis = 0; millis < time.toMillis(); millis += 500) {
      timing.advance(Duration.ofMillis(500));
    }
  }

  private static RegistryOptions options(int spareThreads) {
    return new RegistryOptions(
        2,
        10_000,
        8 << 20,
        Duration.ofSeconds(5),
        CLOSE_TIMEOUT,
        Duration.ofSeconds(2),
        spareThreads);
  }

  private long count(DispatchCounter counter) {
    return dispatch.statistics().get(counter);
  }
}
