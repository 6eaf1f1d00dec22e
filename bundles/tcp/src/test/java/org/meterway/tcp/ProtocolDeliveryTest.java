/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.parameter.MeterParameters;
import org.meterway.api.parameter.MeterRequestException;
import org.meterway.api.status.Health;
import org.meterway.tcp.ConfirmingPeer.Course;

/** The component and a head end that speak the protocol of confirmed delivery on real sockets. */
class ProtocolDeliveryTest {
  private final KeepingStore store = new KeepingStore();
  private final ManualClock clock = new ManualClock();
  private Scene scene = new Scene(store);

  @AfterEach
  void closeAll() throws IOException {
    scene.close();
  }

  // --- Payloads up

  @Test
  void payloadsAreDeliveredOnceTheyAreConfirmed() throws IOException {
    ConfirmingPeer peer = peer(n -> silentAbove(2));
    TcpHeadEnd headEnd = start(peer);
    for (int i = 0; i < 5; i++) {
      headEnd.send(new byte[] {(byte) i});
    }
    Await.until("all came", () -> peer.takenCount() == 5);
    scene.awaitCount("delivered.payloads", 2);
    assertEquals(3, headEnd.status().queuedPayloads());
    Await.until("they are counted", () -> headEnd.status().transmittedPayloads() == 2);

    peer.connection(0).confirm(Long.parseLong(number(5)));

    scene.awaitAllDelivered();
    assertEquals(5, headEnd.status().transmittedPayloads());
    assertEquals(List.of(), peer.errors());
  }

  @Test
  void noMoreAreOnTheirWayThanTheWindowAllows() throws IOException {
    ConfirmingPeer peer = peer(n -> silentAbove(0));
    TcpHeadEnd headEnd = start(peer, settings(peer).with("confirmationWindow", 3));
    for (int i = 0; i < 10; i++) {
      headEnd.send(new byte[] {(byte) i});
    }
    Await.until("the window is full", () -> peer.takenCount() == 3);
    peer.connection(0).confirm(Long.parseLong(number(2)));
    Await.until("it moved", () -> peer.takenCount() == 5);
    awaitUnderWay(3);
  }

  @Test
  void onceReadingHasEndedConfirmationsAreStillTakenWhileItCloses() throws IOException {
    ConfirmingPeer peer = peer(n -> Course.GOOD);
    TcpHeadEnd headEnd = start(peer, settings(peer).with("confirmationWindow", 1));
    headEnd.send(new byte[] {0});
    scene.awaitAllDelivered();
    headEnd.stopReading();
    for (int i = 1; i < 20; i++) {
      headEnd.send(new byte[] {(byte) i});
    }
    headEnd.stop();

    assertEquals(20, peer.takenCount());
    assertEquals(0, headEnd.counters().get(HeadEndCounter.DROPPED_AT_CLOSE));
  }

  @Test
  void theWindowIsOneOfBytesToo() throws IOException {
    ConfirmingPeer peer = peer(n -> silentAbove(0));
    TcpHeadEnd headEnd = start(peer, settings(peer).with("resendWindowBytes", 256 * 1024));
    for (int i = 0; i < 10; i++) {
      headEnd.send(new byte[100_000]);
    }
    Await.until("the window is full", () -> peer.takenCount() == 3);
    awaitUnderWay(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void throughResetsAndNewHeadEndsEachPayloadIsTakenOnceInOrder(long seed) throws IOException {
    Random random = new Random(seed);
    AtomicBoolean healed = new AtomicBoolean();
    ConfirmingPeer peer = peer(n -> healed.get() ? Course.GOOD : faulty(new Random(seed + n)));
    TcpHeadEnd headEnd = start(peer);
    int payloads = 0;
    while (peer.accepted() < 40) {
      byte[] payload = NumberedPayloads.payload(0, payloads, 20 + random.nextInt(300));
      if (random.nextInt(4) > 0) {
        headEnd.enqueue(payload);
      } else {
        assertTrue(headEnd.send(payload).isAccepted());
      }
      payloads++;
      if (payloads % 500 == 0) {
        headEnd.flush();
        // More than any connection takes, so that none of them waits.
        Await.until("few wait", () -> scene.headEnd().status().queuedPayloads() < 1000);
        if (random.nextBoolean()) {
          store.crash();
        }
        headEnd.stop();
        headEnd = start(peer);
      }
    }
    headEnd.flush();
    healed.set(true);
    peer.connection(peer.accepted() - 1).close();
    scene.awaitAllDelivered();
    assertEquals(
        IntStream.range(0, payloads).boxed().toList(),
        peer.taken().stream().map(payload -> ByteBuffer.wrap(payload).getInt(8)).toList());
    assertEquals(List.of(), peer.errors());
    assertEquals(1, peer.streams());
  }

  @Test
  void whatTheHeadEndHasIsNotSentAgain() throws IOException {
    ConfirmingPeer peer = peer(n -> n == 0 ? silentAbove(0) : Course.GOOD);
    TcpHeadEnd headEnd = start(peer);
    for (int i = 0; i < 100; i++) {
      headEnd.send(new byte[] {(byte) i});
    }
    Await.until("all came", () -> peer.takenCount() == 100);
    store.crash();
    headEnd.stop();
    assertEquals(0, scene.counted("delivered.payloads"));

    start(peer);

    scene.awaitAllDelivered();
    assertEquals(100, scene.counted("delivered.payloads"));
    assertEquals(0, peer.repeated());
  }

  @Test
  void afterAnOlderCopyOfTheFolderANewStreamBeginsAndNothingIsLost() throws IOException {
    ConfirmingPeer peer = peer(n -> Course.GOOD);
    TcpHeadEnd headEnd = start(peer);
    headEnd.send(new byte[] {1});
    scene.awaitAllDelivered();
    store.crash();
    headEnd.stop();
    store.backUp();
    headEnd = start(peer);
    headEnd.send(new byte[] {2});
    headEnd.send(new byte[] {3});
    scene.awaitAllDelivered();
    store.crash();
    headEnd.stop();

    store.restore();
    int before = peer.accepted();
    headEnd = start(peer);
    headEnd.send(new byte[] {4});
    headEnd.send(new byte[] {5});

    Await.until("all came", () -> peer.takenCount() == 5);
    scene.awaitAllDelivered();
    assertArrayEquals(new byte[] {4}, peer.taken().get(3));
    assertEquals(2, peer.streams());
    assertEquals(before + 2, peer.accepted());
    scene.awaitToldOf("WAITING the head end has payloads up to number ");
  }

  @Test
  void aQueueThatBeginsAnotherStreamConnectsAnew() throws IOException {
    ConfirmingPeer peer = peer(n -> Course.GOOD);
    TcpHeadEnd headEnd = start(peer);
    headEnd.send(new byte[] {1});
    scene.awaitAllDelivered();

    store.renewStreams();
    headEnd.send(new byte[] {2});

    scene.awaitToldOf("WAITING the queue has begun another stream");
    scene.awaitAllDelivered();
    assertEquals(2, peer.takenCount());
    assertEquals(2, peer.streams());
  }

  // --- What the head end does wrong

  @Test
  void aRefusalIsShownInTheHeadEndsWords() throws IOException {
    ConfirmingPeer peer = peer(n -> refusing("unknown gateway;\n reset it"));
    start(peer);
    scene.awaitToldOf("WAITING refused by the head end: unknown gateway; reset it");
    assertEquals(Health.WARNING, scene.headEnd().describe().health());
  }

  @Test
  void anAckOfWhatWasNotSentEndsTheConnection() throws IOException {
    ConfirmingPeer peer = peer(n -> n == 0 ? silentAbove(0) : Course.GOOD);
    TcpHeadEnd headEnd = start(peer);
    headEnd.send(new byte[] {1});
    Await.until("it came", () -> peer.takenCount() == 1);
    peer.connection(0).confirm(1_000_000);
    scene.awaitToldOf("WAITING ACK of number 1000000, which was never sent");
    scene.awaitAllDelivered();
    assertEquals(1, scene.counted("protocol.errors"));
  }

  @Test
  void garbageEndsTheConnection() throws IOException {
    ConfirmingPeer peer = peer(n -> Course.GOOD);
    start(peer);
    peer.connection(0).send(0x42, new byte[3]);
    scene.awaitToldOf("WAITING a frame of unknown type 0x42");
  }

  @Test
  void aHeadEndThatDoesNotGreetIsLeft() throws IOException {
    scene = new Scene(store, clock);
    ConfirmingPeer peer = peer(n -> refusing(null));
    TcpHeadEnd headEnd = start(peer);
    peer.connection(0);
    advanceUntilToldOf(headEnd, "WAITING no WELCOME within 30 s");
    assertEquals(1, scene.counted("half.open"));
  }

  @Test
  void aHeadEndThatConfirmsNothingIsLeftAndGetsItAgain() throws IOException {
    scene = new Scene(store, clock);
    ConfirmingPeer peer = peer(n -> n == 0 ? silentAbove(0) : Course.GOOD);
    TcpHeadEnd headEnd = start(peer);
    headEnd.send(new byte[] {1});
    Await.until("it came", () -> peer.takenCount() == 1);
    advanceUntilToldOf(headEnd, "WAITING no payload confirmed for 30 s");
    clock.advance(Duration.ofSeconds(1));
    headEnd.wakeup();
    scene.awaitAllDelivered();
    assertEquals(1, peer.takenCount());
  }

  @Test
  void pingsAreSentInIdleTimesAndWantAnAnswer() throws IOException {
    scene = new Scene(store, clock);
    ConfirmingPeer peer = peer(n -> Course.GOOD);
    TcpHeadEnd headEnd = start(peer);
    Await.until("it is greeted", () -> peer.connection(0).isGreeted());
    Await.until(
        "a PING came",
        () -> {
          advance(headEnd);
          return peer.connection(0).frames().contains("PING");
        });
    assertEquals(0, scene.counted("half.open"));

    peer.answerNoPings();

    advanceUntilToldOf(headEnd, "WAITING nothing received within 30 s of a PING");
  }

  @Test
  void aPingIsAnswered() throws IOException {
    ConfirmingPeer peer = peer(n -> Course.GOOD);
    start(peer);
    Await.until("it is greeted", () -> peer.connection(0).isGreeted());
    peer.connection(0).send(0x03, new byte[0]);
    Await.until("a PONG came", () -> peer.connection(0).frames().contains("PONG"));
  }

  // --- Down

  @Test
  void aDownIsHandedOnAsAWholeAndATooLongOneEndsTheConnection() throws IOException {
    ConfirmingPeer peer = peer(n -> Course.GOOD);
    start(peer, settings(peer).with("downlinkMaxBytes", 20_000));
    Await.until("it is greeted", () -> peer.connection(0).isGreeted());
    peer.connection(0).send(0x13, "x".repeat(20_000).getBytes(US_ASCII));
    peer.connection(0).send(0x13, "y".getBytes(US_ASCII));
    Await.until("both came", () -> scene.down().size() == 2);
    assertEquals(List.of("x".repeat(20_000), "y"), scene.down());

    peer.connection(0).send(0x13, new byte[20_001]);

    scene.awaitToldOf("WAITING DOWN with a body of 20001 bytes, expected 1 to 20000");
  }

  @Test
  void requestsAreAnsweredAndOnlyWhatIsListedMayBeSet() throws IOException {
    ConfirmingPeer peer = peer(n -> Course.GOOD);
    TcpHeadEnd headEnd = start(peer, settings(peer).with("settableParameters", "0x8002"));
    headEnd.setMeterParameters(
        new MeterParameters() {
          @Override
          public CompletionStage<byte[]> get(String link, int parameter, Duration timeout) {
            return link.equals("meter1")
                ? CompletableFuture.completedFuture("value".getBytes(US_ASCII))
                : CompletableFuture.failedFuture(
                    new MeterRequestException(MeterRequestException.Cause.UNREACHABLE, link));
          }

          @Override
          public CompletionStage<Void> set(
              String link, int parameter, byte[] data, Duration timeout) {
            return CompletableFuture.completedFuture(null);
          }
        });
    Await.until("it is greeted", () -> peer.connection(0).isGreeted());
    peer.connection(0).send(0x15, request(1, 1, 0x8003, "meter1", ""));
    peer.connection(0).send(0x15, request(2, 1, 0x8003, "meter2", ""));
    peer.connection(0).send(0x15, request(3, 2, 0x8002, "meter1", "x"));
    peer.connection(0).send(0x15, request(4, 2, 0x8003, "meter1", "x"));
    peer.connection(0).send(0x15, request(5, 9, 0x8003, "meter1", "x"));
    Await.until("all are answered", () -> peer.connection(0).frames().size() == 6);
    assertEquals(
        List.of(
            "HELLO",
            "RESPONSE 1 0 value",
            "RESPONSE 2 3 ",
            "RESPONSE 3 0 ",
            "RESPONSE 4 4 ",
            "RESPONSE 5 5 "),
        peer.connection(0).frames());
    assertEquals(5, scene.counted("requests"));
    assertEquals(2, scene.counted("requests.refused"));
  }

  // --- Registration

  @Test
  void theRegistrationPacketPrecedesHello() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(ScriptedPeer.Fault.NONE));
    scene.start(
        TestSettings.at(peer.port()).with("delivery", "CONFIRMED").with("registration", "me;"));
    Await.until("HELLO came", () -> peer.connection(0).receivedLength() == 3 + 26 + 3);
    String received = new String(peer.connection(0).received(), US_ASCII);
    assertTrue(received.startsWith("me;") && received.endsWith("hes"), received);
    assertEquals(HeadEndState.CONNECTED, scene.headEnd().status().state());
  }

  // --- Words of the tests

  private ConfirmingPeer peer(java.util.function.IntFunction<Course> script) throws IOException {
    return scene.keep(new ConfirmingPeer(script));
  }

  private TcpHeadEnd start(ConfirmingPeer peer) {
    return start(peer, settings(peer));
  }

  private TcpHeadEnd start(ConfirmingPeer peer, TestSettings settings) {
    return scene.start(settings);
  }

  private static TestSettings settings(ConfirmingPeer peer) {
    return TestSettings.at(peer.port()).with("delivery", "CONFIRMED");
  }

  /** The peer may have payloads before the head end has noted that they are sent. */
  private void awaitUnderWay(int payloads) {
    Await.until(
        payloads + " are on their way", () -> scene.counted("sent.and.kept.payloads") == payloads);
  }

  private void advance(TcpHeadEnd headEnd) {
    clock.advance(Duration.ofSeconds(1));
    headEnd.wakeup();
  }

  private void advanceUntilToldOf(TcpHeadEnd headEnd, String state) {
    Await.until(
        "it tells of " + state,
        () -> {
          boolean told = scene.states().contains(state);
          if (!told) {
            advance(headEnd);
          }
          return told;
        });
  }

  /** The number of the n-th payload of one byte in a new {@link KeepingStore}. */
  private static String number(int nth) {
    return Integer.toString(2 * nth);
  }

  private static Course silentAbove(int confirmed) {
    return new Course() {
      @Override
      public boolean confirms(long number) {
        return number <= Long.parseLong(number(confirmed));
      }
    };
  }

  private static Course refusing(String words) {
    return new Course() {
      @Override
      public String refusal() {
        return words;
      }
    };
  }

  /** Ends somewhere, and confirms only now and then. */
  private static Course faulty(Random random) {
    int frames = 1 + random.nextInt(400);
    int every = 1 + random.nextInt(60);
    return new Course() {
      private int count;

      @Override
      public int frames() {
        return frames;
      }

      @Override
      public boolean confirms(long number) {
        return ++count % every == 0;
      }
    };
  }

  private static byte[] request(int id, int operation, int parameter, String link, String data) {
    ByteBuffer body = ByteBuffer.allocate(8 + link.length() + data.length());
    body.putInt(id).put((byte) operation).putShort((short) parameter).put((byte) link.length());
    return body.put(link.getBytes(US_ASCII)).put(data.getBytes(US_ASCII)).array();
  }
}
