/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.headend.SendResult;
import org.meterway.tcp.ScriptedPeer.Fault;

/** What WRITTEN and CONFIRMED by a pattern promise, with peers that break. */
class DeliveryTest {
  private final KeepingStore store = new KeepingStore();
  private final ManualClock clock = new ManualClock();
  private Scene scene = new Scene(store);

  @AfterEach
  void closeAll() throws IOException {
    scene.close();
  }

  // --- Written

  @Test
  void whatIsWrittenIsTransmittedAtOnceAndDeliveredLater() throws IOException {
    scene = new Scene(store, clock);
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()));
    headEnd.send(new byte[1]);
    scene.awaitAllTransmitted();
    assertEquals(1, headEnd.status().transmittedPayloads());
    assertEquals(0, headEnd.status().queuedBytes());
    assertEquals(1, scene.counted("sent.and.kept.payloads"));
    assertEquals(0, scene.counted("delivered.payloads"));
    clock.advance(Duration.ofSeconds(2));
    scene.awaitAcknowledged(headEnd::wakeup);
    headEnd.flush();
    assertEquals(0, scene.counted("delivered.payloads"));
    Await.until(
        "it is delivered",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          headEnd.wakeup();
          return scene.counted("delivered.payloads") == 1;
        });
    assertEquals(1, headEnd.status().transmittedPayloads());
  }

  @Test
  void whatAHeadEndHadNotReadWhenItDiedComesAgain() throws IOException {
    ScriptedPeer peer = peer(n -> n == 0 ? Fault.STALL : Fault.NONE);
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()));
    scene.awaitConnected();
    for (int i = 0; i < 10; i++) {
      headEnd.send(NumberedPayloads.payload(0, i, 100));
    }
    scene.awaitAllTransmitted();
    scene.awaitAcknowledged(() -> {});
    peer.connection(0).reset();
    Await.until("they came again", () -> peer.connection(1).receivedLength() == 1000);
    assertEquals(10, scene.counted("resent.payloads"));
    assertEquals(10, headEnd.status().transmittedPayloads());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void throughRandomResetsNothingIsLostThatThePeerDidNotRead(long seed) throws IOException {
    Random random = new Random(seed);
    AtomicBoolean healed = new AtomicBoolean();
    ScriptedPeer peer = peer(n -> healed.get() ? Fault.NONE : Fault.STALL);
    TcpHeadEnd headEnd =
        scene.start(TestSettings.at(peer.port()).with("resendWindowBytes", 262144));
    int sent = 0;
    for (int connection = 0; connection < 15; connection++) {
      ScriptedPeer.Connection current = peer.connection(connection);
      scene.awaitConnected();
      // Each connection takes more than what is sent again on it, so that all get further.
      int enough = 300_000 + random.nextInt(600_000);
      boolean readsAll = random.nextBoolean();
      if (readsAll) {
        current.resume();
      }
      for (int bytes = 0; bytes < enough; bytes += 1000) {
        headEnd.send(NumberedPayloads.payload(0, sent++, 1000));
      }
      if (readsAll) {
        int some = random.nextInt(300_000);
        Await.until("it read some", () -> current.receivedLength() > some);
      }
      current.reset();
      current.resume(); // It finds its end.
      int next = connection + 1;
      Await.until("it is over", () -> peer.accepted() > next);
    }
    healed.set(true);
    ScriptedPeer.Connection last = peer.connection(peer.accepted() - 1);
    last.reset();
    last.resume();
    scene.awaitAllTransmitted();
    headEnd.stop();
    assertEquals(Scene.sequence(0, sent), Scene.withoutRepeats(scene.awaitAll(peer)));
  }

  @Test
  void whatIsNotAcknowledgedAtTheEndIsSentByTheNextHeadEnd() throws IOException {
    ScriptedPeer peer = peer(n -> n == 0 ? Fault.STALL : Fault.NONE);
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()));
    scene.awaitConnected();
    int sent = 0;
    while (headEnd.status().queuedPayloads() < 20) {
      headEnd.send(NumberedPayloads.payload(0, sent++, 64 * 1024));
    }
    assertTimeoutPreemptively(Duration.ofSeconds(10), headEnd::stop);
    assertEquals(0, scene.counted("dropped.at.close"));
    assertEquals(SendResult.CLOSED, headEnd.send(new byte[1]));

    TcpHeadEnd next = scene.start(TestSettings.at(peer.port()));
    scene.awaitAllTransmitted();
    next.stop();

    peer.connection(0).resume();
    assertEquals(Scene.sequence(0, sent), Scene.withoutRepeats(scene.awaitAll(peer)));
  }

  @Test
  void whatIsAcknowledgedAtTheEndIsNotSentAgain() throws IOException {
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()));
    scene.awaitConnected();
    for (int i = 0; i < 100; i++) {
      headEnd.send(NumberedPayloads.payload(0, i, 1000));
    }
    headEnd.stop();
    assertEquals(100, scene.counted("delivered.payloads"));
    assertEquals(Scene.sequence(0, 100), scene.awaitAll(peer));
  }

  @Test
  void aSmallQueueIsNotFilledByWhatIsOnlyKept() throws IOException {
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()).with("queueMaxPayloads", 10));
    scene.awaitConnected();
    for (int i = 0; i < 6; i++) {
      headEnd.send(new byte[1]);
    }
    Await.until("it keeps half", () -> scene.counted("sent.and.kept.payloads") <= 5);
  }

  @Test
  void withoutResendTimeNothingIsKept() throws IOException {
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()).with("resendSeconds", 0));
    scene.awaitConnected();
    headEnd.send(new byte[1]);
    scene.awaitAllDelivered();
  }

  // --- The queue

  @Test
  void onlyWhatIsFlushedIsSentAndOrderHolds() throws IOException {
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()));
    scene.awaitConnected();
    headEnd.enqueue("a".getBytes(US_ASCII));
    headEnd.enqueue("b".getBytes(US_ASCII));
    assertEquals(0, headEnd.status().transmittedPayloads());
    headEnd.send("c".getBytes(US_ASCII));
    Await.until("all came", () -> peer.connection(0).receivedLength() == 3);
    assertEquals("abc", new String(peer.connection(0).received(), US_ASCII));
  }

  @Test
  void whatTheStoreFindsLaterIsSentWithoutASender() throws IOException {
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()));
    scene.awaitConnected();
    headEnd.enqueue("late".getBytes(US_ASCII));
    store.bringUp();
    Await.until("it came", () -> peer.connection(0).receivedLength() == 4);
  }

  @Test
  void payloadsThatNoProtocolCarriesAreRefused() throws IOException {
    TcpHeadEnd headEnd = scene.start(TestSettings.at(1));
    assertEquals(SendResult.TOO_LARGE, headEnd.send(new byte[(16 << 20) + 1]));
    assertEquals(1, scene.counted("refused.too.large"));
  }

  // --- Confirmed by a pattern

  @Test
  void eachPatternConfirmsOnePayloadAndDoesNotComeDown() throws IOException {
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd = scene.start(confirmed(peer, "OK\\r\\n"));
    scene.awaitConnected();
    headEnd.send("one".getBytes(US_ASCII));
    headEnd.send("two".getBytes(US_ASCII));
    Await.until("the first came", () -> peer.connection(0).receivedLength() == 3);
    assertEquals(2, headEnd.status().queuedPayloads());

    peer.connection(0).send("down OK\r\nmore".getBytes(US_ASCII));

    Await.until("the second came", () -> peer.connection(0).receivedLength() == 6);
    assertEquals(1, scene.counted("delivered.payloads"));
    assertEquals(1, headEnd.status().transmittedPayloads());
    Await.until("the rest came down", () -> String.join("", scene.down()).equals("down more"));
    peer.connection(0).send("OK\r\nOK\r\n".getBytes(US_ASCII));
    scene.awaitAllDelivered();
    scene.awaitCount("confirmations.unexpected", 1);
    assertEquals("down more", String.join("", scene.down()));
  }

  @Test
  void whatIsNotConfirmedInTimeIsSentAgain() throws IOException {
    scene = new Scene(store, clock);
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd = scene.start(confirmed(peer, "\\x06"));
    scene.awaitConnected();
    headEnd.send("once".getBytes(US_ASCII));
    Await.until("it came", () -> peer.connection(0).receivedLength() == 4);
    Await.until(
        "it is given up",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          headEnd.wakeup();
          return scene.states().contains("WAITING no payload confirmed for 30 s");
        });
    clock.advance(Duration.ofSeconds(1));
    headEnd.wakeup();
    Await.until("it came again", () -> peer.connection(1).receivedLength() == 4);
    peer.connection(1).send(new byte[] {6});
    scene.awaitAllDelivered();
    assertEquals(1, scene.counted("half.open"));
    assertEquals(1, scene.counted("resent.payloads"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void throughRandomResetsNothingIsLostThatWasNotConfirmed(long seed) throws IOException {
    Random random = new Random(seed);
    AtomicInteger read = new AtomicInteger();
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd =
        scene.start(confirmed(peer, "OK").with("confirmationWindow", 1 + random.nextInt(20)));
    int payloads = 400;
    for (int i = 0; i < payloads; i++) {
      headEnd.send(NumberedPayloads.payload(0, i, 12 + random.nextInt(50)));
    }
    for (int connection = 0; headEnd.status().queuedPayloads() > 0; connection++) {
      ScriptedPeer.Connection current = peer.connection(connection);
      int ends = connection < 30 ? random.nextInt(20) : payloads;
      int confirmed = 0;
      while (confirmed < ends && headEnd.status().queuedPayloads() > 0) {
        int came = NumberedPayloads.parse(current.received()).size();
        StringBuilder answer = new StringBuilder();
        for (; confirmed < Math.min(came, ends); confirmed++) {
          answer.append("OK");
        }
        current.send(answer.toString().getBytes(US_ASCII));
      }
      read.addAndGet(confirmed);
      if (headEnd.status().queuedPayloads() > 0) {
        current.reset();
      }
    }
    headEnd.stop();
    assertEquals(Scene.sequence(0, payloads), Scene.withoutRepeats(scene.awaitAll(peer)));
    assertTrue(read.get() >= payloads);
  }

  // --- The downlink's limit

  @Test
  void theDownlinkIsHeldToItsRateAndNothingIsLost() throws IOException {
    scene = new Scene(store, clock);
    ScriptedPeer peer = peer(n -> Fault.NONE);
    TcpHeadEnd headEnd =
        scene.start(
            TestSettings.at(peer.port())
                .with("downlinkBytesPerSecond", 1000)
                .with("idleTimeoutSeconds", 5));
    scene.awaitConnected();
    peer.connection(0).send(new byte[20_000]);
    Await.until("the first come", () -> received() >= 2000);
    assertEquals(2000, received());
    for (int seconds = 1; seconds <= 18; seconds++) {
      int more = 2000 + 1000 * seconds;
      clock.advance(Duration.ofSeconds(1));
      headEnd.wakeup();
      Await.until("the next come", () -> received() >= more);
      assertEquals(more, received());
    }
    assertEquals(0, scene.counted("half.open"));
    Await.until(
        "silence counts again",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          headEnd.wakeup();
          return scene.states().contains("WAITING nothing received for 5 s");
        });
  }

  // --- Words of the tests

  private int received() {
    return scene.down().stream().mapToInt(String::length).sum();
  }

  private ScriptedPeer peer(java.util.function.IntFunction<Fault> script) throws IOException {
    return scene.keep(ScriptedPeer.on(0, script));
  }

  private static TestSettings confirmed(ScriptedPeer peer, String pattern) {
    return TestSettings.at(peer.port())
        .with("delivery", "CONFIRMED")
        .with("confirmationPattern", pattern);
  }
}
