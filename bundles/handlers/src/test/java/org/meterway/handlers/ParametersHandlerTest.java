/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Command;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;
import org.meterway.api.parameter.MeterEventListener;
import org.meterway.api.parameter.ParameterProvider;
import org.meterway.api.status.Counters;

class ParametersHandlerTest {
  private static final int ID = 0x2801;
  private static final int PLAIN = 0x8005;
  private static final int IMAGE = 0x3007;
  private static final Value ONE = Value.number(DataType.UNSIGNED, 1);
  private static final byte[] OK = {0x00};
  private static final byte[] FAILED = {0x0C};

  private final List<ParameterProvider> providers = new ArrayList<>();
  private final Map<Integer, Value> configured = new HashMap<>();
  private final List<MeterEventListener> listeners = new ArrayList<>();
  private final FakeContext context = new FakeContext();
  private final FakeLink link = new FakeLink();
  private final Counters<ParameterCounter> counters = new Counters<>(ParameterCounter.class);
  private final MeterRequests requests =
      new MeterRequests(name -> Optional.of(link), new FakeTimer(), counters);
  private final ParametersHandler handler = handler();

  private ParametersHandler handler() {
    Replies replies = new Replies(counters, () -> 0);
    ParameterValues values = new ParameterValues(parameter -> providers, () -> configured);
    return new ParametersHandler(
        new MeterQuestions(values, replies, counters, () -> 0),
        new MeterEvents(() -> listeners, replies, counters, () -> 0),
        new MeterAnswers(requests),
        counters,
        () -> 0);
  }

  @Test
  void theLastResortIsAskedWhenNothingIsConfiguredEither() {
    ParameterProviders all =
        new ParameterProviders() {
          @Override
          public List<ParameterProvider> of(int parameter) {
            return providers;
          }

          @Override
          public List<ParameterProvider> ofLastResort(int parameter) {
            return List.of(provider(Optional.of(Value.text("last"))));
          }
        };
    ParameterValues values = new ParameterValues(all, () -> configured);
    providers.add(provider(Optional.empty()));

    assertEquals(Optional.of(Value.text("last")), valueOf(values));
    configured.put(0x8007, ONE);
    assertEquals(Optional.of(ONE), valueOf(values));
  }

  private static Optional<Value> valueOf(ParameterValues values) {
    try {
      return values.get("meter1", 0x8007);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void givenAProviderWhenTheMeterGetsThenItsValueIsTheAnswer() {
    providers.add(provider(Optional.of(ONE)));

    handle(new Message.Get(ID, OptionalInt.of(0x0102)));

    assertReply(new Message.GetResponse(ID, 0x0102, ONE));
    assertEquals(1, counters.get(ParameterCounter.GETS_ANSWERED));
  }

  @Test
  void givenAProviderWithoutAValueThenTheNextOneIsAsked() {
    providers.add(provider(Optional.empty()));
    providers.add(provider(Optional.of(ONE)));
    providers.add(provider(Optional.of(Value.text("not asked"))));

    handle(new Message.Get(ID, OptionalInt.of(1)));

    assertReply(new Message.GetResponse(ID, 1, ONE));
  }

  @Test
  void givenNoProviderThenTheConfiguredValueIsTheAnswer() {
    providers.add(provider(Optional.empty()));
    configured.put(ID, ONE);

    handle(new Message.Get(ID, OptionalInt.of(1)));

    assertReply(new Message.GetResponse(ID, 1, ONE));
  }

  @Test
  void givenNobodyThenTheAnswerIsAnErrorInEachForm() {
    handle(new Message.Get(ID, OptionalInt.of(1)));
    handle(new Message.Parameter(Command.GET.code(), PLAIN, new byte[0]));
    handle(new Message.Image(Command.GET.code(), IMAGE, new byte[0]));

    assertEquals(
        List.of(new Message.GetError(ID), new Message.GetError(PLAIN), new Message.GetError(IMAGE)),
        context.replies);
    assertEquals(3, counters.get(ParameterCounter.GETS_REFUSED));
  }

  @Test
  void givenAProviderThatThrowsThenTheAnswerIsAnError() {
    providers.add(
        (meter, parameter) -> {
          throw new IllegalStateException("on purpose");
        });

    handle(new Message.Get(ID, OptionalInt.of(1)));

    assertReply(new Message.GetError(ID));
  }

  @Test
  void givenAValueThatDoesNotFitTheAnswerThenTheAnswerIsAnError() {
    configured.put(ID, Value.octets(new byte[255]));
    context.encoding =
        message -> {
          if (message instanceof Message.GetResponse) {
            throw new IllegalArgumentException("too long");
          }
          return message;
        };

    handle(new Message.Get(ID, OptionalInt.of(1)));

    assertReply(new Message.GetError(ID));
  }

  @Test
  void givenABareQuestionThenTheAnswerIsABareValue() {
    configured.put(PLAIN, Value.text("123"));

    handle(new Message.Parameter(Command.GET.code(), PLAIN, new byte[0]));
    handle(new Message.Get(PLAIN));

    Message answer =
        new Message.Parameter(Command.GET_RESPONSE.code(), PLAIN, new byte[] {'1', '2', '3'});
    assertEquals(List.of(answer, answer), context.replies);
  }

  @Test
  void givenAQuestionForAnImageThenTheAnswerIsAnImage() {
    configured.put(IMAGE, Value.octets((byte) 9));

    handle(new Message.Image(Command.GET.code(), IMAGE, new byte[0]));

    assertReply(new Message.Image(Command.GET_RESPONSE.code(), IMAGE, new byte[] {9}));
  }

  @Test
  void givenOwnersWhenTheMeterSetsThenTheFirstThatTakesItEndsTheSearch() {
    List<String> asked = new ArrayList<>();
    providers.add(owner("first", false, asked));
    providers.add(owner("second", true, asked));
    providers.add(owner("third", true, asked));

    handle(new Message.Set(ID, 1, ONE));

    assertReply(new Message.SetResponse(ID, true));
    assertEquals(List.of("first unsigned:1", "second unsigned:1"), asked);
    assertEquals(1, counters.get(ParameterCounter.SETS_TAKEN));
  }

  @Test
  void givenEachFormOfASetThenTheAnswerMatchesItAndABareValueIsAnOctetString() {
    List<String> asked = new ArrayList<>();
    providers.add(owner("owner", true, asked));

    handle(new Message.SetData(ID, new byte[] {1}));
    handle(new Message.Parameter(Command.SET.code(), PLAIN, new byte[] {2}));
    handle(new Message.Image(Command.SET.code(), IMAGE, new byte[] {3}));

    assertEquals(
        List.of(
            new Message.SetResponse(ID, true),
            new Message.SetResponse(PLAIN, true),
            new Message.Image(Command.SET_RESPONSE.code(), IMAGE, OK)),
        context.replies);
    assertEquals(
        List.of("owner octet-string:01", "owner octet-string:02", "owner octet-string:03"), asked);
  }

  @Test
  void givenNobodyWhoTakesItThenTheSetFailsAlthoughTheParameterIsConfigured() {
    configured.put(ID, ONE);

    handle(new Message.Set(ID, 1, ONE));
    handle(new Message.Image(Command.SET.code(), IMAGE, new byte[1]));

    assertEquals(
        List.of(
            new Message.SetResponse(ID, false),
            new Message.Image(Command.SET_RESPONSE.code(), IMAGE, FAILED)),
        context.replies);
    assertEquals(2, counters.get(ParameterCounter.SETS_REFUSED));
  }

  @Test
  void givenAnOwnerThatThrowsThenTheSetFails() {
    providers.add(
        new ParameterProvider() {
          @Override
          public Optional<Value> get(String meter, int parameter) {
            return Optional.empty();
          }

          @Override
          public boolean set(String meter, int parameter, Value value) throws Exception {
            throw new Exception("on purpose");
          }
        });

    handle(new Message.Set(ID, 1, ONE));

    assertReply(new Message.SetResponse(ID, false));
  }

  @Test
  void givenABareValueThatNoTypeCanHoldThenTheSetFails() {
    handle(new Message.SetData(ID, new byte[256]));

    assertReply(new Message.SetResponse(ID, false));
  }

  @Test
  void givenAnEventThenItIsAcknowledgedBeforeEachListenerHearsIt() {
    List<String> heard = new ArrayList<>();
    Message.Event event = new Message.Event(ID, new byte[] {4});
    listeners.add(
        (meter, told) -> {
          heard.add(meter + " " + context.replies.size());
          throw new IllegalStateException("on purpose");
        });
    listeners.add((meter, told) -> heard.add(told.toString()));

    handle(event);

    assertReply(new Message.EventAcknowledgement(true));
    assertEquals(List.of("meter1 1", event.toString()), heard);
    assertEquals(1, counters.get(ParameterCounter.EVENTS));
  }

  @Test
  void givenAnEventOfABareParameterThenListenersHearItAsAnyOther() {
    List<Message.Event> heard = new ArrayList<>();
    listeners.add((meter, told) -> heard.add(told));

    handle(new Message.Parameter(Command.EVENT.code(), PLAIN, new byte[] {4}));
    handle(new Message.Image(Command.EVENT.code(), IMAGE, new byte[] {5}));

    assertEquals(
        List.of(new Message.Event(PLAIN, new byte[] {4}), new Message.Event(IMAGE, new byte[] {5})),
        heard);
  }

  @Test
  void givenAnswersToGetsInEachFormThenTheRequestsComplete() {
    assertArrayEquals(new byte[] {1}, answerOfGet(ID, new Message.GetResponse(ID, 7, ONE)).join());
    assertArrayEquals(
        new byte[] {2},
        answerOfGet(
                PLAIN, new Message.Parameter(Command.GET_RESPONSE.code(), PLAIN, new byte[] {2}))
            .join());
    assertArrayEquals(
        new byte[] {3},
        answerOfGet(IMAGE, new Message.Image(Command.GET_RESPONSE.code(), IMAGE, new byte[] {3}))
            .join());
    assertTrue(answerOfGet(ID, new Message.GetError(ID)).isCompletedExceptionally());
    assertTrue(
        answerOfGet(PLAIN, new Message.Parameter(Command.GET_ERROR_RESPONSE.code(), PLAIN, FAILED))
            .isCompletedExceptionally());
  }

  @Test
  void givenAnswersToSetsInEachFormThenTheRequestsComplete() {
    assertFalse(answerOfSet(ID, new Message.SetResponse(ID, true)).isCompletedExceptionally());
    assertTrue(answerOfSet(ID, new Message.SetResponse(ID, false)).isCompletedExceptionally());
    int command = Command.SET_RESPONSE.code();
    assertFalse(
        answerOfSet(PLAIN, new Message.Parameter(command, PLAIN, OK)).isCompletedExceptionally());
    assertTrue(
        answerOfSet(PLAIN, new Message.Parameter(command, PLAIN, FAILED))
            .isCompletedExceptionally());
    assertFalse(
        answerOfSet(IMAGE, new Message.Image(command, IMAGE, new byte[] {1, 2}))
            .isCompletedExceptionally());
    assertTrue(
        answerOfSet(IMAGE, new Message.Image(command, IMAGE, FAILED)).isCompletedExceptionally());
  }

  @Test
  void givenAnythingElseThenItIsCountedAndNothingIsSent() {
    handle(new Message.Other(0x2200, Command.ACTION.code(), new byte[1]));
    handle(new Message.EventAcknowledgement(true));
    handle(new Message.Parameter(Command.ACTION.code(), PLAIN, new byte[1]));
    handle(new Message.Image(0x11, IMAGE, new byte[1]));

    assertEquals(4, counters.get(ParameterCounter.UNEXPECTED));
    assertTrue(context.replies.isEmpty());
  }

  @Test
  void givenALinkThatDoesNotAcceptAReplyThenItIsCounted() {
    context.result = SendResult.QUEUE_FULL;

    handle(new Message.Get(ID));

    assertEquals(1, counters.get(ParameterCounter.REPLIES_LOST));
  }

  private CompletableFuture<byte[]> answerOfGet(int parameter, Message answer) {
    CompletableFuture<byte[]> stage =
        requests.get("meter1", parameter, Duration.ofSeconds(1)).toCompletableFuture();
    handle(answer);
    assertTrue(stage.isDone(), () -> answer + " completes nothing");
    return stage;
  }

  private CompletableFuture<Void> answerOfSet(int parameter, Message answer) {
    CompletableFuture<Void> stage =
        requests.set("meter1", parameter, new byte[1], Duration.ofSeconds(1)).toCompletableFuture();
    handle(answer);
    assertTrue(stage.isDone(), () -> answer + " completes nothing");
    return stage;
  }

  private void handle(Message message) {
    handler.handle(message, context);
  }

  private void assertReply(Message expected) {
    assertEquals(List.of(expected), context.replies);
  }

  private static ParameterProvider provider(Optional<Value> value) {
    return (meter, parameter) -> value;
  }

  private static ParameterProvider owner(String name, boolean takes, List<String> asked) {
    return new ParameterProvider() {
      @Override
      public Optional<Value> get(String meter, int parameter) {
        return Optional.empty();
      }

      @Override
      public boolean set(String meter, int parameter, Value value) {
        asked.add(name + " " + value);
        return takes;
      }
    };
  }
}
