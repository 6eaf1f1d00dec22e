/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.registry.Fixtures.OTHER_PROTOCOL;
import static org.meterway.registry.Fixtures.PROTOCOL;
import static org.meterway.registry.Fixtures.access;
import static org.meterway.registry.Fixtures.await;
import static org.meterway.registry.Fixtures.context;
import static org.meterway.registry.Fixtures.message;
import static org.meterway.registry.Fixtures.number;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.message.Message;

/** Handlers come and go while eight links send. Nothing may be lost, doubled or reordered. */
@Timeout(120)
class ReplacementStressTest {
  private static final int LANES = 8;
  private static final int REPLACEMENTS = 3_000;

  /** Fewer, as each takes the time of a grace. */
  private static final int TAKEOVERS = 500;

  private final Dispatch dispatch =
      new Dispatch(Fixtures.OPTIONS, new SystemTiming(), new SystemTiming());
  private final AtomicIntegerArray next = new AtomicIntegerArray(LANES);
  private final AtomicIntegerArray sent = new AtomicIntegerArray(LANES);
  private final AtomicInteger faults = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();
  private int serviceId;

  /** Where producers pause: a lane that stays full for a short grace drops messages. */
  private int backlog = Integer.MAX_VALUE;

  /** How the handlers promise to behave. */
  private enum Promise {
    BLOCKING,
    NON_BLOCKING,
    IN_TURNS;

    boolean isNonBlocking(int round) {
      return this == NON_BLOCKING || this == IN_TURNS && round % 2 == 0;
    }
  }

  @AfterEach
  void close() {
    dispatch.close();
  }

  @ParameterizedTest
  @EnumSource
  void givenHandlersThatGoBeforeTheirSuccessorsComeThenNothingIsLostOrReordered(Promise promise)
      throws Exception {
    Registered handler = add(0, promise.isNonBlocking(0));
    List<Thread> producers = start(PROTOCOL);

    for (int round = 1; round <= REPLACEMENTS; round++) {
      remove(handler);
      handler = add(0, promise.isNonBlocking(round));
      awaitTraffic(round);
    }

    verify(producers);
  }

  @Test
  void givenAHandlerThatIsReplacedThenTheOneBehindItGetsNothing() throws Exception {
    AtomicInteger bypasses = new AtomicInteger();
    Registered behind = new Registered();
    dispatch.add(
        Fixtures.nonBlocking(++serviceId, PROTOCOL),
        access(
            (message, context) -> {
              bypasses.incrementAndGet();
              behind.handle(message, context);
            }));
    Registered handler = add(10, true);
    List<Thread> producers = start(PROTOCOL);

    for (int round = 1; round <= REPLACEMENTS; round++) {
      remove(handler);
      handler = add(10, round % 3 == 0);
      awaitTraffic(round);
    }

    verify(producers);
    assertEquals(0, bypasses.get());
  }

  @Test
  void givenHigherRankingsThatComeAndGoThenNothingIsLostOrReordered() throws Exception {
    backlog = 5_000;
    dispatch.configure(Fixtures.options(2, 10_000, Duration.ofMillis(1), Duration.ofSeconds(30)));
    add(0, true);
    List<Thread> producers = start(PROTOCOL);

    for (int round = 1; round <= TAKEOVERS; round++) {
      Registered higher = add(round, round % 3 == 0);
      awaitTraffic(round);
      remove(higher);
      awaitTraffic(round);
    }

    verify(producers);
  }

  @Test
  void givenTwoProtocolsOnOneLaneThenTheirOrderStaysWhileOneIsReplaced() throws Exception {
    dispatch.add(Fixtures.nonBlocking(1_000_000, OTHER_PROTOCOL), access(new Registered()));
    Registered handler = add(0, false);
    List<Thread> producers = start(PROTOCOL, OTHER_PROTOCOL);

    for (int round = 1; round <= REPLACEMENTS; round++) {
      remove(handler);
      handler = add(0, round % 2 == 0);
      awaitTraffic(round);
    }

    verify(producers);
  }

  private Registered add(int ranking, boolean nonBlocking) {
    Registered handler = new Registered();
    handler.tracked =
        dispatch.add(
            Fixtures.properties(++serviceId, ranking, nonBlocking, Set.of(), PROTOCOL),
            access(handler));
    return handler;
  }

  private void remove(Registered handler) {
    dispatch.remove(handler.tracked, true);
    handler.gone = true;
  }

  private List<Thread> start(int... protocols) {
    List<Thread> producers = new ArrayList<>();
    for (int index = 0; index < LANES; index++) {
      int lane = index;
      MessageLane target = dispatch.open(context(Integer.toString(lane)));
      Thread producer =
          new Thread(
              () -> {
                while (!stop.get()) {
                  if (target.depth() > backlog) {
                    LockSupport.parkNanos(10_000);
                    continue;
                  }
                  int number = sent.get(lane);
                  target.dispatch(message(protocols[number % protocols.length], number));
                  sent.incrementAndGet(lane);
                }
                target.close();
              },
              "producer-" + lane);
      producer.start();
      producers.add(producer);
    }
    return producers;
  }

  // Each replacement meets traffic: some lane has got on since the last one.
  private void awaitTraffic(int round) {
    int lane = round % LANES;
    int before = next.get(lane);
    await("traffic", () -> next.get(lane) > before);
  }

  private void verify(List<Thread> producers) throws InterruptedException {
    stop.set(true);
    for (Thread producer : producers) {
      producer.join(60_000);
    }
    assertEquals(0, faults.get(), "out of order, doubled, or handled after the departure");
    long handled = 0;
    for (int lane = 0; lane < LANES; lane++) {
      assertEquals(sent.get(lane), next.get(lane), "lost on lane " + lane);
      handled += sent.get(lane);
    }
    assertTrue(handled >= REPLACEMENTS);
    assertEquals(handled, dispatch.statistics().get(DispatchCounter.HANDLED));
    assertEquals(handled, dispatch.statistics().get(DispatchCounter.DISPATCHED));
  }

  /** Checks that each lane's numbers come one after the other, and none after its departure. */
  private final class Registered implements MessageHandler {
    private TrackedHandler tracked;
    private volatile boolean gone;

    @Override
    public void handle(Message message, MessageContext context) {
      int lane = Integer.parseInt(context.link());
      boolean early = gone;
      if (!next.compareAndSet(lane, number(message), number(message) + 1) || early || gone) {
        faults.incrementAndGet();
      }
    }
  }
}
