/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meterway.api.parameter.MeterParameters;
import org.meterway.api.parameter.MeterRequestException;
import org.meterway.api.status.Counters;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;
import org.meterway.store.MemoryStore;
import org.meterway.tcp.confirm.ParameterRequest;
import org.meterway.tcp.confirm.ParameterRequest.Operation;

class HeadEndRequestsTest {
  private final Counters<HeadEndCounter> counters = new Counters<>(HeadEndCounter.class);
  private final Meters meters = new Meters();
  private final HeadEndRequests requests =
      new HeadEndRequests(
          "hes",
          () -> Set.of(0x8002),
          new Transmitter(
              new MemoryStore()
                  .open(
                      "hes",
                      new QueueLimits(1024, 10, Duration.ZERO, Overflow.DROP_NEWEST),
                      () -> {}),
              counters,
              System::nanoTime),
          counters);
  private final Session session = session();

  @Test
  void aLinkIsAskedOneThingAtATime() {
    requests.use(meters);
    get(1, "meter1");
    get(2, "meter1");
    get(3, "meter2");
    assertEquals(List.of("meter1", "meter2"), meters.asked);
    meters.answers.get(1).complete(new byte[] {7});
    assertEquals(List.of("3 0 07"), responses());
    meters.answers.get(0).complete(new byte[0]);
    assertEquals(List.of("meter1", "meter2", "meter1"), meters.asked);
    meters.answers.get(2).complete(new byte[0]);
    assertEquals(List.of("3 0 07", "1 0 ", "2 0 "), responses());
    get(4, "meter1");
    assertEquals(4, meters.asked.size());
  }

  @Test
  void whatMetersSayIsToldByItsNumber() {
    requests.use(meters);
    for (MeterRequestException.Cause cause : MeterRequestException.Cause.values()) {
      get(cause.ordinal(), "meter" + cause);
      meters
          .answers
          .get(cause.ordinal())
          .completeExceptionally(new MeterRequestException(cause, "no"));
    }
    assertEquals(List.of("0 1 ", "1 2 ", "2 3 "), responses());
  }

  @Test
  void aRequestThatFailsUnexpectedlyHoldsUpNoOther() {
    requests.use(meters);
    get(1, "meter1");
    get(2, "meter1");
    meters.answers.get(0).completeExceptionally(new IllegalStateException("meter1"));
    meters.answers.get(1).complete(new byte[0]);
    assertEquals(List.of("1 3 ", "2 0 "), responses());
  }

  @Test
  void withoutTheServiceNoMeterIsReached() {
    get(1, "meter1");
    requests.use(meters);
    requests.unuse(new Meters());
    get(2, "meter1");
    meters.answers.get(0).complete(new byte[0]);
    requests.unuse(meters);
    get(3, "meter1");
    assertEquals(List.of("1 3 ", "2 0 ", "3 3 "), responses());
  }

  @Test
  void onlyListedParametersMayBeSet() {
    requests.use(meters);
    set(1, 0x8003);
    set(2, 0x8002);
    meters.answers.get(0).complete(new byte[0]);
    assertEquals(List.of("1 4 ", "2 0 "), responses());
    assertEquals(1, meters.asked.size());
    assertEquals(1, counters.get(HeadEndCounter.REQUESTS_REFUSED));
  }

  @Test
  void tooManyAreRefusedUntilSomeAreAnswered() {
    requests.use(meters);
    for (int i = 0; i < HeadEndRequests.MOST; i++) {
      get(i, "meter1");
    }
    get(1000, "meter2");
    assertEquals(List.of("1000 6 "), responses());
    meters.answers.get(0).complete(new byte[0]);
    get(1001, "meter2");
    meters.answers.get(2).complete(new byte[0]);
    assertEquals(List.of("1000 6 ", "0 0 ", "1001 0 "), responses());
  }

  @Test
  void withItsConnectionAWaitingRequestEnds() {
    requests.use(meters);
    get(1, "meter1");
    get(2, "meter1");
    requests.ended(session);
    Session next = session();
    requests.ask(next, request(3, Operation.GET, 0x8003, "meter1"));
    meters.answers.get(0).complete(new byte[0]);
    meters.answers.get(1).complete(new byte[0]);
    assertEquals(2, meters.asked.size());
    assertEquals(List.of("1 0 "), responses());
    assertEquals(List.of("3 0 "), responses(next));
  }

  private void get(int id, String link) {
    requests.ask(session, request(id, Operation.GET, 0x8003, link));
  }

  private void set(int id, int parameter) {
    requests.ask(session, request(id, Operation.SET, parameter, "meter1"));
  }

  private static ParameterRequest request(int id, Operation operation, int parameter, String link) {
    return new ParameterRequest(id, operation, parameter, link, new byte[0]);
  }

  private static Session session() {
    return new Session(null, null, null, Thread.currentThread(), new StreamProgress(0), 0);
  }

  private List<String> responses() {
    return responses(session);
  }

  /** Id, status and data of each answer that waits. */
  private static List<String> responses(Session of) {
    ByteBuffer frames = ByteBuffer.allocate(10_000);
    of.control().putInto(frames);
    frames.flip();
    List<String> responses = new ArrayList<>();
    while (frames.hasRemaining()) {
      int length = frames.getInt();
      assertEquals(5, frames.get());
      String words = frames.getInt() + " " + frames.get() + " ";
      for (int i = 6; i < length; i++) {
        words += "%02x".formatted(frames.get());
      }
      responses.add(words);
    }
    return responses;
  }

  /** Answers when the test does. */
  private static final class Meters implements MeterParameters {
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<byte[]>> answers = new ArrayList<>();

    @Override
    public CompletionStage<byte[]> get(String link, int parameter, Duration timeout) {
      asked.add(link);
      answers.add(new CompletableFuture<>());
      return answers.get(answers.size() - 1);
    }

    @Override
    public CompletionStage<Void> set(String link, int parameter, byte[] data, Duration timeout) {
      return get(link, parameter, timeout).thenAccept(nothing -> {});
    }
  }
}
