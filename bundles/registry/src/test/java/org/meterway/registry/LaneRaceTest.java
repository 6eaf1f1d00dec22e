/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.meterway.registry.Fixtures.PROTOCOL;
import static org.meterway.registry.Fixtures.message;
import static org.meterway.registry.Fixtures.nonBlocking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.api.handler.MessageLane;
import org.meterway.api.status.RateLimit;

/** Changes of the handlers at the worst moments, on one thread. */
class LaneRaceTest {
  private final FakeTiming timing = new FakeTiming();
  private final List<Long> called = new ArrayList<>();

  @Test
  void givenAHandlerThatGoesBetweenLookupAndCallThenItIsNotCalled() {
    HandlerBinding before = binding(1);
    HandlerBinding after = binding(2);

    lane(new ChangingHandlers(1, table(before), table(after))).dispatch(message(0));

    assertEquals(List.of(2L), called);
  }

  @Test
  void givenAHandlerThatComesJustBeforeTheLaneIsParkedThenTheMessageIsNotForgotten() {
    DispatchTable awaiting =
        new DispatchTable(List.of(), Departure.of(nonBlocking(1, PROTOCOL), 0, true));

    // Read on the dispatching thread, at the start of the turn, and for the call.
    lane(new ChangingHandlers(3, awaiting, table(binding(2)))).dispatch(message(0));

    assertEquals(List.of(2L), called);
  }

  @Test
  void givenAHandlerThatCannotBeHadThenTheNextTableIsAsked() {
    HandlerBinding absent =
        new HandlerBinding(
            nonBlocking(1, PROTOCOL), new TrackedHandler(Fixtures.access(null), log()));
    ChangingHandlers handlers = new ChangingHandlers(2, table(absent), table(binding(2)));

    lane(handlers).dispatch(message(0));

    assertEquals(List.of(2L), called);
    assertEquals(List.of(absent.handler()), handlers.rejected);
  }

  private MessageLane lane(HandlerSource handlers) {
    return new Lane(
        Fixtures.context("meter1"),
        handlers,
        new DispatchStatistics(timing),
        Runnable::run,
        () -> Fixtures.OPTIONS,
        log(),
        () -> {},
        lane -> {});
  }

  private HandlerBinding binding(long serviceId) {
    return new HandlerBinding(
        nonBlocking(serviceId, PROTOCOL),
        new TrackedHandler(Fixtures.access((message, context) -> called.add(serviceId)), log()));
  }

  private RateLimit log() {
    return new RateLimit(Duration.ofMinutes(1), timing::nanos);
  }

  private static DispatchTable table(HandlerBinding binding) {
    return new DispatchTable(List.of(binding), List.of());
  }

  /** One table for some reads, then the other. */
  private static final class ChangingHandlers implements HandlerSource {
    private final DispatchTable before;
    private final DispatchTable after;
    private final List<TrackedHandler> rejected = new ArrayList<>();
    private int readsBefore;

    ChangingHandlers(int readsBefore, DispatchTable before, DispatchTable after) {
      this.readsBefore = readsBefore;
      this.before = before;
      this.after = after;
    }

    @Override
    public DispatchTable table() {
      return readsBefore-- > 0 ? before : after;
    }

    @Override
    public void reject(TrackedHandler handler, String reason) {
      rejected.add(handler);
    }
  }
}
