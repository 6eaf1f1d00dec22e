/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;
import org.meterway.api.parameter.MeterRequestException;
import org.meterway.api.parameter.MeterRequestException.Cause;
import org.meterway.api.status.Counters;

class MeterRequestsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final FakeLink link = new FakeLink();
  private final FakeTimer timer = new FakeTimer();
  private final Counters<ParameterCounter> counters = new Counters<>(ParameterCounter.class);
  private final MeterRequests requests =
      new MeterRequests(
          name -> name.equals(link.name()) ? Optional.of(link) : Optional.empty(), timer, counters);
  private final MeterAnswers answers = new MeterAnswers(requests);

  @Test
  void givenAGetThenTheMeterIsAskedAndItsAnswerCompletesTheStage() throws Exception {
    CompletionStage<byte[]> stage = requests.get("meter1", 0x2801, TIMEOUT);
    assertEquals(List.of(new Message.Get(0x2801)), link.sent);
    assertEquals(List.of(TIMEOUT), timer.delays);
    assertFalse(stage.toCompletableFuture().isDone());

    answers.value("meter1", 0x2801, new byte[] {5});

    assertArrayEquals(new byte[] {5}, result(stage));
    assertTrue(timer.tasks.isEmpty(), "the time limit stays on");
    assertEquals(0, requests.open());
  }

  @Test
  void givenASetThenTheMeterGetsTheDataAndItsAcknowledgementCompletesTheStage() throws Exception {
    CompletionStage<Void> stage = requests.set("meter1", 0x8002, new byte[] {1, 1}, TIMEOUT);
    assertEquals(List.of(new Message.SetData(0x8002, new byte[] {1, 1})), link.sent);

    answers.acknowledgement("meter1", 0x8002, true);

    assertNull(result(stage));
  }

  @Test
  void givenAMeterThatRefusesThenTheStageFailsWithRefused() {
    CompletionStage<byte[]> get = requests.get("meter1", 1, TIMEOUT);
    CompletionStage<Void> set = requests.set("meter1", 1, new byte[1], TIMEOUT);

    answers.acknowledgement("meter1", 1, false);
    assertFalse(get.toCompletableFuture().isDone());
    answers.noValue("meter1", 1);

    assertEquals(Cause.REFUSED, failure(get).reason());
    assertEquals(Cause.REFUSED, failure(set).reason());
    assertEquals(
        "GET of parameter 0x0001 on link meter1: the meter refuses it", failure(get).getMessage());
  }

  @Test
  void givenAFailureThenDependentsSeeItUnwrapped() {
    Throwable[] seen = new Throwable[2];
    requests.get("meter1", 1, TIMEOUT).whenComplete((value, failure) -> seen[0] = failure);
    requests
        .set("meter1", 1, new byte[1], TIMEOUT)
        .whenComplete((value, failure) -> seen[1] = failure);

    requests.linkGone("meter1");

    assertInstanceOf(MeterRequestException.class, seen[0]);
    assertInstanceOf(MeterRequestException.class, seen[1]);
  }

  @Test
  void givenSeveralRequestsForOneParameterThenTheOldestTakesTheAnswer() throws Exception {
    CompletionStage<byte[]> first = requests.get("meter1", 1, TIMEOUT);
    CompletionStage<byte[]> second = requests.get("meter1", 1, TIMEOUT);

    answers.value("meter1", 1, new byte[] {1});
    assertArrayEquals(new byte[] {1}, result(first));
    assertFalse(second.toCompletableFuture().isDone());
    answers.value("meter1", 1, new byte[] {2});

    assertArrayEquals(new byte[] {2}, result(second));
  }

  @Test
  void givenAnAnswerForAnotherParameterOrLinkThenNothingCompletes() {
    CompletionStage<byte[]> stage = requests.get("meter1", 1, TIMEOUT);

    answers.value("meter1", 2, new byte[1]);
    answers.value("meter2", 1, new byte[1]);

    assertFalse(stage.toCompletableFuture().isDone());
    assertEquals(2, counters.get(ParameterCounter.LATE_ANSWERS));
  }

  @Test
  void givenNoAnswerInTimeThenTheStageFailsAndALateAnswerIsCounted() {
    CompletionStage<byte[]> stage = requests.get("meter1", 1, TIMEOUT);

    timer.tasks.get(0).run();
    assertEquals(Cause.TIMEOUT, failure(stage).reason());
    assertTrue(failure(stage).getMessage().endsWith("no answer within 3000 ms"));
    answers.value("meter1", 1, new byte[1]);

    assertEquals(1, counters.get(ParameterCounter.LATE_ANSWERS));
    assertEquals(1, counters.get(ParameterCounter.REQUESTS_TIMED_OUT));
  }

  @Test
  void givenNoSuchLinkThenTheStageFailsAtOnce() {
    CompletionStage<byte[]> stage = requests.get("meter9", 1, TIMEOUT);

    assertEquals(Cause.UNREACHABLE, failure(stage).reason());
    assertEquals(0, requests.open());
  }

  @Test
  void givenALinkThatDoesNotSendThenTheStageFailsAtOnceAndNothingStaysOpen() {
    link.result = SendResult.CLOSED;

    CompletionStage<Void> stage = requests.set("meter1", 1, new byte[1], TIMEOUT);

    assertEquals(Cause.UNREACHABLE, failure(stage).reason());
    assertEquals(0, requests.open());
    assertTrue(timer.tasks.isEmpty());
  }

  @Test
  void givenALinkThatGoesThenItsRequestsFail() {
    CompletionStage<byte[]> first = requests.get("meter1", 1, TIMEOUT);
    CompletionStage<byte[]> second = requests.get("meter1", 2, TIMEOUT);

    requests.linkGone("meter2");
    assertEquals(2, requests.open());
    requests.linkGone("meter1");

    assertEquals(Cause.UNREACHABLE, failure(first).reason());
    assertEquals(Cause.UNREACHABLE, failure(second).reason());
    assertEquals(0, requests.open());
  }

  @Test
  void givenAnAnswerBeforeTheSendingReturnsThenItIsNotLost() throws Exception {
    link.meter = message -> answers.value("meter1", 1, new byte[] {7});

    assertArrayEquals(new byte[] {7}, result(requests.get("meter1", 1, TIMEOUT)));
  }

  @Test
  void givenACallerThatCancelsThenTheNextRequestTakesTheAnswer() throws Exception {
    CompletableFuture<byte[]> cancelled = requests.get("meter1", 1, TIMEOUT).toCompletableFuture();
    CompletionStage<byte[]> next = requests.get("meter1", 1, TIMEOUT);

    cancelled.cancel(true);
    answers.value("meter1", 1, new byte[] {7});

    assertArrayEquals(new byte[] {7}, result(next));
  }

  @Test
  void givenAServiceThatClosesThenItsRequestsFailBeItThoseMadeAfterwards() {
    CompletionStage<byte[]> before = requests.get("meter1", 1, TIMEOUT);
    int sent = link.sent.size();

    requests.close();
    CompletionStage<byte[]> get = requests.get("meter1", 1, TIMEOUT);
    CompletionStage<Void> set = requests.set("meter1", 1, new byte[1], TIMEOUT);

    assertEquals(Cause.UNREACHABLE, failure(before).reason());
    assertEquals(Cause.UNREACHABLE, failure(get).reason());
    assertEquals(Cause.UNREACHABLE, failure(set).reason());
    assertEquals(0, requests.open());
    assertEquals(sent, link.sent.size());
    assertEquals(3, counters.get(ParameterCounter.REQUESTS_UNREACHABLE));
  }

  @Test
  void givenACloseWhileARequestIsMadeThenTheRequestFails() {
    timer.beforeNext = requests::close;

    CompletionStage<byte[]> stage = requests.get("meter1", 1, TIMEOUT);

    assertEquals(Cause.UNREACHABLE, failure(stage).reason());
    assertEquals(0, requests.open());
  }

  @Test
  void givenATimeLimitThatNoClockCanCountThenTheRequestIsMadeWithALongOne() {
    requests.get("meter1", 1, Duration.ofSeconds(Long.MAX_VALUE));
    requests.get("meter1", 2, Duration.ofSeconds(Long.MIN_VALUE));

    assertEquals(List.of(Duration.ofDays(365), Duration.ZERO), timer.delays);
    assertEquals(2, requests.open());
  }

  @Test
  void givenNoTimeLimitThenTheCallIsRefusedAndNothingStaysOpen() {
    assertThrows(NullPointerException.class, () -> requests.get("meter1", 1, null));

    assertEquals(0, requests.open());
  }

  @Test
  void givenAParameterOutOfRangeThenTheCallIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> requests.get("meter1", 0x10000, TIMEOUT));
  }

  private static <T> T result(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static MeterRequestException failure(CompletionStage<?> stage) {
    ExecutionException failure =
        assertThrows(
            ExecutionException.class, () -> stage.toCompletableFuture().get(10, TimeUnit.SECONDS));
    return assertInstanceOf(MeterRequestException.class, failure.getCause());
  }
}
