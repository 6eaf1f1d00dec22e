/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.store.MemoryStore;
import org.meterway.tcp.NumberedPayloads.Seen;
import org.meterway.tcp.ScriptedPeer.Fault;

/** The whole component on real sockets, with a peer that misbehaves as told. */
class TcpHeadEndTest {
  private static final int BIG = 64 * 1024;

  private final ManualClock clock = new ManualClock();
  private final MemoryStore store = new MemoryStore();
  private final Recorder recorder = new Recorder();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    Await.until(
        "no thread of a head end is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("meterway-tcp-")));
  }

  // --- Connections come and go

  @Test
  void whatIsSentBeforeThePeerListensArrivesOnceItDoes() throws IOException {
    int port = freePort();
    TcpHeadEnd headEnd = start(TestSettings.at(port));
    assertEquals(SendResult.ACCEPTED, headEnd.send("early".getBytes(US_ASCII)));
    Await.until(
        "attempts have failed", () -> headEnd.counters().get(HeadEndCounter.CONNECT_FAILURES) >= 2);
    assertEquals("connection refused", headEnd.status().reason());
    assertEquals(1, headEnd.status().queuedPayloads());
    assertEquals(5, headEnd.status().queuedBytes());

    ScriptedPeer peer = keep(ScriptedPeer.on(port, connection -> Fault.NONE));
    awaitReceived(peer.connection(0), "early");
    assertEquals(HeadEndState.CONNECTED, headEnd.status().state());
    assertEquals("", headEnd.status().reason());
    Await.until("the queue is empty", () -> headEnd.status().queuedPayloads() == 0);
  }

  @Test
  void aDecoderThatComesLaterLogsInAnew() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.on(0, connection -> Fault.NONE));
    TcpHeadEnd headEnd = new TcpHeadEnd("hes", store, Environment.real());
    open.add(headEnd::stop);
    headEnd.configure(
        TestSettings.at(peer.port())
            .with("registration", "login \\{secret}")
            .with("secret", "nep0")
            .config());
    awaitReceived(peer.connection(0), "login nep0");

    headEnd.setPasswordDecoder(
        stored -> new StringBuilder(stored).reverse().toString().toCharArray());

    awaitReceived(peer.connection(1), "login 0pen");
  }

  @Test
  void throughRepeatedHalfClosesEveryPayloadArrivesWholeInOrder() throws IOException {
    ScriptedPeer peer =
        keep(ScriptedPeer.on(0, n -> n < 20 ? Fault.HALF_CLOSE_AFTER_SOME : Fault.NONE));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()));
    int sent = 0;
    while (peer.accepted() <= 20 || sent % 1000 != 0) {
      if (headEnd.status().queuedPayloads() < 1000) {
        byte[] payload = NumberedPayloads.payload(0, sent++, 100);
        if (sent % 10 == 0) {
          headEnd.send(payload);
        } else {
          headEnd.enqueue(payload);
        }
      }
    }
    headEnd.flush();
    Await.until("the queue is empty", () -> headEnd.status().queuedPayloads() == 0);
    headEnd.stop();
    assertEquals(sequence(0, sent), withoutRepeats(awaitAll(peer, headEnd)));
    assertEquals(List.of(), peer.failures());
  }

  @Test
  void throughResetsNothingIsLostThatThePeerDidNotRead() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.on(0, n -> n < 5 ? Fault.RESET_AFTER_SOME : Fault.NONE));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()));
    int sent = 0;
    while (peer.accepted() < 6) {
      if (headEnd.status().queuedPayloads() < 1000) {
        headEnd.send(NumberedPayloads.payload(0, sent++, 100));
      }
    }
    Await.until("the queue is empty", () -> headEnd.status().queuedPayloads() == 0);
    headEnd.stop();
    assertEquals(sequence(0, sent), withoutRepeats(awaitAll(peer, headEnd)));
    assertEquals(5, headEnd.counters().get(HeadEndCounter.DISCONNECTS));
  }

  @Test
  void aPeerThatClosesAtOnceIsTriedAgainWithGrowingDelays() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.on(0, n -> n < 3 ? Fault.CLOSE_ON_ACCEPT : Fault.NONE));
    TcpHeadEnd headEnd =
        startAtManualTime(
            TestSettings.at(peer.port())
                .with("reconnectMinMs", 1000)
                .with("reconnectMaxMs", 60000));
    for (int attempt = 0; attempt < 3; attempt++) {
      awaitCount(headEnd, HeadEndCounter.DISCONNECTS, attempt + 1);
      awaitState(headEnd, HeadEndState.WAITING);
      assertEquals(FailureReason.CLOSED_BY_PEER, headEnd.status().reason());
      advance(headEnd, Duration.ofMillis((1000 << attempt) - 1));
      assertEquals(attempt + 1, headEnd.counters().get(HeadEndCounter.CONNECTS));
      advance(headEnd, Duration.ofMillis(1));
      awaitCount(headEnd, HeadEndCounter.CONNECTS, attempt + 2);
    }
  }

  @Test
  void theDelayIsShortAgainAfterAConnectionThatBroughtBytes() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.on(0, n -> n < 2 ? Fault.CLOSE_ON_ACCEPT : Fault.NONE));
    TcpHeadEnd headEnd =
        startAtManualTime(
            TestSettings.at(peer.port())
                .with("reconnectMinMs", 1000)
                .with("reconnectMaxMs", 60000));
    awaitCount(headEnd, HeadEndCounter.DISCONNECTS, 1);
    awaitState(headEnd, HeadEndState.WAITING);
    advance(headEnd, Duration.ofSeconds(1));
    awaitCount(headEnd, HeadEndCounter.DISCONNECTS, 2);
    awaitState(headEnd, HeadEndState.WAITING);
    advance(headEnd, Duration.ofSeconds(2));
    peer.connection(2).send(new byte[1]);
    awaitCount(headEnd, HeadEndCounter.RECEIVED_BYTES, 1);
    peer.connection(2).halfClose();
    awaitCount(headEnd, HeadEndCounter.DISCONNECTS, 3);
    awaitState(headEnd, HeadEndState.WAITING);
    advance(headEnd, Duration.ofSeconds(1));
    awaitCount(headEnd, HeadEndCounter.CONNECTS, 4);
  }

  @Test
  void aResetIsNamed() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = startAtManualTime(TestSettings.at(peer.port()));
    awaitState(headEnd, HeadEndState.CONNECTED);
    peer.connection(0).reset();
    awaitState(headEnd, HeadEndState.WAITING);
    assertEquals("reset by the head end", headEnd.status().reason());
  }

  @Test
  void anUnknownHostIsNamedAndResolvedAnewAtEachAttempt() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    AtomicInteger calls = new AtomicInteger();
    Resolver resolver =
        host -> {
          assertEquals("hes.example", host);
          if (calls.incrementAndGet() < 3) {
            throw new UnknownHostException(host);
          }
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
    TcpHeadEnd headEnd =
        start(
            TestSettings.at(peer.port()).with("host", "hes.example"),
            TestSettings.environment(System::nanoTime, resolver, Duration.ZERO));
    awaitState(headEnd, HeadEndState.CONNECTED);
    assertEquals(3, calls.get());
    assertTrue(recorder.states.contains("WAITING unknown host"), () -> recorder.states.toString());
  }

  @Test
  void anAddressThatDoesNotAnswerIsGivenUpAfterTheConnectTimeout() throws IOException {
    ServerSocket deaf = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    boolean answered = true;
    while (answered) { // A full backlog makes the system leave further attempts unanswered.
      SocketChannel caller = keep(SocketChannel.open());
      caller.configureBlocking(false);
      caller.connect(deaf.getLocalSocketAddress());
      answered = answersSoon(caller);
    }
    TcpHeadEnd headEnd =
        startAtManualTime(
            TestSettings.at(deaf.getLocalPort())
                .with("reconnectMinMs", 3_600_000)
                .with("reconnectMaxMs", 3_600_000));
    moveClockUntilWaiting(headEnd, Duration.ofMillis(5000));
    awaitCount(headEnd, HeadEndCounter.CONNECT_FAILURES, 1);
    assertEquals("no answer within 5000 ms", headEnd.status().reason());
  }

  @Test
  void allAddressesOfAHostAreTried() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    // The peer listens on 127.0.0.1 only.
    Resolver resolver =
        host ->
            new InetAddress[] {
              InetAddress.getByName("127.0.0.2"), InetAddress.getLoopbackAddress()
            };
    TcpHeadEnd headEnd =
        start(
            TestSettings.at(peer.port()),
            TestSettings.environment(System::nanoTime, resolver, Duration.ZERO));
    awaitState(headEnd, HeadEndState.CONNECTED);
    assertEquals(0, headEnd.counters().get(HeadEndCounter.CONNECT_FAILURES));
  }

  // --- A peer that falls silent

  @Test
  void aSilentPeerIsDroppedAfterTheIdleTimeout() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd =
        startAtManualTime(TestSettings.at(peer.port()).with("idleTimeoutSeconds", 10));
    awaitState(headEnd, HeadEndState.CONNECTED);
    advance(headEnd, Duration.ofSeconds(9));
    peer.connection(0).send(new byte[1]);
    awaitCount(headEnd, HeadEndCounter.RECEIVED_BYTES, 1);
    advance(headEnd, Duration.ofSeconds(9));
    assertEquals(0, headEnd.counters().get(HeadEndCounter.HALF_OPEN));
    moveClockUntilToldOf(headEnd, "WAITING nothing received for 10 s");
    awaitCount(headEnd, HeadEndCounter.HALF_OPEN, 1);
  }

  @Test
  void aPeerThatTakesNothingIsDroppedAfterTheWriteStallTimeoutAndNothingQueuedIsLost()
      throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.on(0, n -> n == 0 ? Fault.STALL : Fault.NONE));
    TcpHeadEnd headEnd =
        startAtManualTime(
            TestSettings.at(peer.port())
                .with("writeStallSeconds", 30)
                .with("queueMaxBytes", 1L << 26));
    awaitState(headEnd, HeadEndState.CONNECTED);
    int payloads = fillUntilStalled(headEnd);
    moveClockUntilToldOf(headEnd, "WAITING no byte ");
    awaitCount(headEnd, HeadEndCounter.HALF_OPEN, 1);
    peer.connection(0).resume();
    advance(headEnd, Duration.ofSeconds(1));
    Await.until("the queue is empty", () -> headEnd.status().queuedPayloads() == 0);
    headEnd.stop();
    assertEquals(sequence(0, payloads), withoutRepeats(awaitAll(peer, headEnd)));
  }

  @Test
  void aSlowReaderFillsTheQueueAndTheNewestAreRefused() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.STALL));
    TcpHeadEnd headEnd =
        start(
            TestSettings.at(peer.port())
                .with("queueMaxPayloads", 50)
                .with("overflow", "DROP_NEWEST"));
    awaitState(headEnd, HeadEndState.CONNECTED);
    int sent = 0;
    while (headEnd.send(NumberedPayloads.payload(0, sent, BIG)).isAccepted()) {
      sent++;
    }
    assertEquals(50, held(headEnd));
    assertEquals(SendResult.QUEUE_FULL, headEnd.send(NumberedPayloads.payload(0, sent, BIG)));
    assertEquals(2, counted(headEnd, "dropped.newest"));
    peer.connection(0).resume();
    Await.until("the queue is empty", () -> headEnd.status().queuedPayloads() == 0);
    headEnd.stop();
    assertEquals(sequence(0, sent), awaitAll(peer, headEnd));
  }

  @Test
  void aSlowReaderFillsTheQueueAndTheOldestGiveWay() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.STALL));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()).with("queueMaxPayloads", 50));
    awaitState(headEnd, HeadEndState.CONNECTED);
    int sent = 0;
    while (counted(headEnd, "dropped.oldest") < 20) {
      assertEquals(SendResult.ACCEPTED, headEnd.send(NumberedPayloads.payload(0, sent++, BIG)));
    }
    assertEquals(50, held(headEnd));
    peer.connection(0).resume();
    Await.until("the queue is empty", () -> headEnd.status().queuedPayloads() == 0);
    headEnd.stop();
    List<Seen> seen = awaitAll(peer, headEnd);
    assertEquals(sent - counted(headEnd, "dropped.oldest"), seen.size());
    assertEquals(sequence(sent - 30, sent), seen.subList(seen.size() - 30, seen.size()));
  }

  // --- Registration and heartbeat

  @Test
  void theRegistrationIsFirstOnEachConnection() throws IOException {
    ScriptedPeer peer =
        keep(ScriptedPeer.on(0, n -> n < 2 ? Fault.HALF_CLOSE_AFTER_SOME : Fault.NONE));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()).with("registration", "hex:0102"));
    while (peer.accepted() < 3) {
      headEnd.send("xxxxxxxx".getBytes(US_ASCII));
    }
    for (int i = 0; i < 3; i++) {
      ScriptedPeer.Connection connection = peer.connection(i);
      Await.until("the registration has come", () -> connection.receivedLength() >= 2);
      String received = new String(connection.received(), US_ASCII);
      assertEquals("\u0001\u0002", received.substring(0, 2));
      assertEquals(0, received.lastIndexOf('\u0001'));
    }
    awaitCount(headEnd, HeadEndCounter.REGISTRATIONS, 3);
  }

  @Test
  void heartbeatsAreSentOnlyWhenNothingElseIs() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = startAtManualTime(TestSettings.at(peer.port()).with("heartbeat", "beat"));
    awaitState(headEnd, HeadEndState.CONNECTED);
    advance(headEnd, Duration.ofSeconds(20));
    headEnd.send("data".getBytes(US_ASCII));
    advance(headEnd, Duration.ofSeconds(29));
    awaitReceived(peer.connection(0), "data");
    advance(headEnd, Duration.ofSeconds(1));
    awaitReceived(peer.connection(0), "databeat");
    advance(headEnd, Duration.ofSeconds(30));
    awaitReceived(peer.connection(0), "databeatbeat");
    awaitCount(headEnd, HeadEndCounter.HEARTBEATS, 2);
  }

  // --- Many senders, and listeners that wait

  @Test
  void fromManySendersNothingIsLostOrMixed() throws Exception {
    ScriptedPeer peer =
        keep(ScriptedPeer.on(0, n -> n < 5 ? Fault.HALF_CLOSE_AFTER_SOME : Fault.NONE));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()).with("queueMaxBytes", 1L << 28));
    int senders = 8;
    int each = 2000;
    List<Thread> threads =
        IntStream.range(0, senders)
            .mapToObj(
                sender ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < each; i++) {
                            headEnd.send(NumberedPayloads.payload(sender, i, 20 + i % 500));
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    Await.until("the queue is empty", () -> headEnd.status().queuedPayloads() == 0);
    headEnd.stop();
    List<Seen> seen = withoutRepeats(awaitAll(peer, headEnd));
    assertEquals(senders * each, seen.size());
    for (int sender = 0; sender < senders; sender++) {
      int one = sender;
      assertEquals(
          IntStream.range(0, each).boxed().toList(),
          seen.stream().filter(s -> s.sender() == one).map(Seen::number).toList());
    }
  }

  @Test
  void aListenerThatWaitsDoesNotHoldUpTheUplink() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()));
    CountDownLatch released = new CountDownLatch(1);
    recorder.onReceived = () -> awaitQuietly(released);
    awaitState(headEnd, HeadEndState.CONNECTED);
    peer.connection(0).send("down".getBytes(US_ASCII));
    Await.until("the listener waits", () -> recorder.waiting);
    int bytes = 16 << 20;
    int length = 1 << 20;
    for (int sent = 0; sent < bytes; sent += length) {
      headEnd.send(NumberedPayloads.payload(0, 0, length));
      Await.until(
          "the peer has it",
          () -> {
            headEnd.flush();
            return headEnd.status().queuedPayloads() == 0;
          });
    }
    Await.until("all came", () -> peer.connection(0).receivedLength() == bytes);
    released.countDown();
    Await.until("the listener has the bytes", () -> recorder.text().equals("down"));
  }

  @Test
  void theTimeThatAListenerTakesIsNotTakenForAStall() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.STALL));
    TcpHeadEnd headEnd =
        startAtManualTime(TestSettings.at(peer.port()).with("queueMaxBytes", 1L << 26));
    CountDownLatch released = new CountDownLatch(1);
    recorder.onReceived = () -> awaitQuietly(released);
    peer.connection(0).send(new byte[1]);
    Await.until("the listener waits", () -> recorder.waiting);
    int payloads = fillUntilStalled(headEnd);
    advance(headEnd, Duration.ofSeconds(31));
    peer.connection(0).resume();
    int taken = (payloads - (int) headEnd.status().queuedPayloads()) * BIG;
    Await.until(
        "the peer has what the socket took", () -> peer.connection(0).receivedLength() >= taken);
    released.countDown();
    Await.until("the queue is empty", () -> headEnd.status().queuedPayloads() == 0);
    assertEquals(0, headEnd.counters().get(HeadEndCounter.HALF_OPEN));
    assertEquals(HeadEndState.CONNECTED, headEnd.status().state());
  }

  @Test
  void aListenerThatThrowsIsCountedAndTheOthersGetTheBytes() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = create(realTime());
    DownlinkListener broken =
        (buffer, offset, length) -> {
          throw new NoClassDefFoundError("missing");
        };
    headEnd.addListener(broken, Map.of(DownlinkListener.HEAD_END, List.of("other", "hes")));
    headEnd.addListener(recorder, Map.of(DownlinkListener.HEAD_END, "*"));
    headEnd.apply(TestSettings.at(peer.port()).settings());
    peer.connection(0).send("one".getBytes(US_ASCII));
    Await.until("the other listener has the bytes", () -> recorder.text().equals("one"));
    Await.until("the error is counted", () -> counted(headEnd, "listener.errors") == 1);
  }

  @Test
  void bytesWithoutAListenerOfThisNameAreCounted() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = create(realTime());
    headEnd.addListener(recorder, Map.of(DownlinkListener.HEAD_END, new String[] {"hes"}));
    headEnd.updateListener(recorder, Map.of(DownlinkListener.HEAD_END, new String[] {"other"}));
    headEnd.apply(TestSettings.at(peer.port()).settings());
    peer.connection(0).send("lost".getBytes(US_ASCII));
    Await.until("they are counted", () -> counted(headEnd, "undeliverable.bytes") == 4);
    headEnd.updateListener(recorder, Map.of(DownlinkListener.HEAD_END, "hes"));
    peer.connection(0).send("found".getBytes(US_ASCII));
    Await.until("the listener has the bytes", () -> recorder.text().equals("found"));
    headEnd.removeListener(recorder);
    peer.connection(0).send("lost".getBytes(US_ASCII));
    Await.until("they are counted", () -> counted(headEnd, "undeliverable.bytes") == 8);
  }

  @Test
  void bytesWaitForAListenerThatIsBeingReplaced() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd =
        create(
            TestSettings.environment(
                System::nanoTime, InetAddress::getAllByName, Duration.ofMinutes(1)));
    headEnd.apply(TestSettings.at(peer.port()).settings());
    peer.connection(0).send("early".getBytes(US_ASCII));
    awaitCount(headEnd, HeadEndCounter.RECEIVED_BYTES, 5);
    assertEquals("", recorder.text());

    headEnd.addListener(recorder, Map.of(DownlinkListener.HEAD_END, "hes"));

    Await.until("the listener has the bytes", () -> recorder.text().equals("early"));
    assertEquals(0, counted(headEnd, "undeliverable.bytes"));
  }

  // --- Settings that change

  @Test
  void withoutAValidConfigurationPayloadsWaitForOne() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = create(realTime());
    headEnd.configure(TestSettings.at(70000).config());
    assertEquals(HeadEndState.WAITING, headEnd.status().state());
    assertTrue(headEnd.status().reason().contains("port is \"70000\""));
    assertEquals(SendResult.ACCEPTED, headEnd.send("early".getBytes(US_ASCII)));

    headEnd.configure(TestSettings.at(peer.port()).config());

    awaitState(headEnd, HeadEndState.CONNECTED);
    awaitCount(headEnd, HeadEndCounter.SENT_PAYLOADS, 1);
  }

  @Test
  void equalOrHarmlessSettingsLeaveTheConnectionAlone() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TestSettings settings = TestSettings.at(peer.port());
    TcpHeadEnd headEnd = start(settings);
    awaitState(headEnd, HeadEndState.CONNECTED);
    headEnd.configure(settings.config());
    headEnd.configure(
        settings
            .with("keepAliveSeconds", 0)
            .with("queueMaxPayloads", 7)
            .with("heartbeat", "x")
            .with("registration", "y")
            .config());
    headEnd.send("same".getBytes(US_ASCII));
    awaitReceived(peer.connection(0), "same");
    assertEquals(1, headEnd.counters().get(HeadEndCounter.CONNECTS));
  }

  @Test
  void anotherAddressReconnectsAndKeepsTheQueue() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = startAtManualTime(TestSettings.at(freePort()));
    awaitState(headEnd, HeadEndState.WAITING);
    headEnd.send("kept".getBytes(US_ASCII));
    headEnd.configure(TestSettings.at(peer.port()).config());
    awaitReceived(peer.connection(0), "kept");

    ScriptedPeer other = keep(ScriptedPeer.with(Fault.NONE));
    headEnd.configure(TestSettings.at(other.port()).config());
    other.connection(0);
    headEnd.send("moved".getBytes(US_ASCII));
    awaitReceived(other.connection(0), "keptmoved");
    Await.until("the old connection is over", () -> peer.connection(0).hasEnded());
  }

  @Test
  void anInvalidConfigurationChangesNothingAndIsShown() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()));
    awaitState(headEnd, HeadEndState.CONNECTED);
    headEnd.configure(TestSettings.at(70000).config());
    assertTrue(headEnd.describe().reason().contains("port is \"70000\""));
    assertEquals("127.0.0.1:" + peer.port(), headEnd.describe().facts().get("address"));
    headEnd.configure(TestSettings.at(peer.port()).config());
    assertEquals("", headEnd.describe().reason());
    assertEquals(1, headEnd.counters().get(HeadEndCounter.CONNECTS));
  }

  // --- Closing

  @Test
  void closingSendsWhatIsQueuedFirst() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.STALL));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()).with("queueMaxBytes", 1L << 26));
    awaitState(headEnd, HeadEndState.CONNECTED);
    int payloads = fillUntilStalled(headEnd);
    peer.connection(0).resume();
    headEnd.stop();
    assertEquals(sequence(0, payloads), awaitAll(peer, headEnd));
    assertEquals(List.of(), peer.failures());
    assertEquals(HeadEndState.CLOSED, headEnd.status().state());
    assertEquals(SendResult.CLOSED, headEnd.send(new byte[1]));
  }

  @Test
  void closingEndsWithinItsBoundThoughThePeerTakesNothing() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.STALL));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()).with("queueMaxBytes", 1L << 26));
    awaitState(headEnd, HeadEndState.CONNECTED);
    fillUntilStalled(headEnd);
    assertTimeoutPreemptively(Duration.ofSeconds(10), headEnd::stop);
    assertEquals(HeadEndState.CLOSED, headEnd.status().state());
    assertTrue(headEnd.counters().get(HeadEndCounter.DROPPED_AT_CLOSE) > 0);
  }

  @Test
  void onceReadingHasEndedNothingMoreIsTakenAndWhatWasTakenIsHandedOn() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()));
    CountDownLatch listenerMayReturn = new CountDownLatch(1);
    recorder.onReceived = () -> awaitQuietly(listenerMayReturn);
    peer.connection(0).send("early".getBytes(US_ASCII));
    Await.until("the listener waits", () -> recorder.waiting);
    Thread stopping = new Thread(headEnd::stopReading, "stopping");
    stopping.start();
    Await.until("it waits", () -> stopping.getState() == Thread.State.TIMED_WAITING);

    listenerMayReturn.countDown();
    Await.until("it waits no longer", () -> !stopping.isAlive());
    assertEquals("early", recorder.text());
    peer.connection(0).send("late".getBytes(US_ASCII));
    headEnd.send("up".getBytes(US_ASCII));
    awaitReceived(peer.connection(0), "up");
    headEnd.stop();

    assertEquals("early", recorder.text());
    assertEquals(5, headEnd.counters().get(HeadEndCounter.RECEIVED_BYTES));
  }

  @Test
  void closingInterruptsAListenerThatWaits() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = start(TestSettings.at(peer.port()));
    recorder.onReceived = () -> awaitQuietly(new CountDownLatch(1));
    peer.connection(0).send(new byte[1]);
    Await.until("the listener waits", () -> recorder.waiting);
    headEnd.stop();
    assertEquals(HeadEndState.CLOSED, headEnd.status().state());
    Await.until("the connection is over", () -> peer.connection(0).hasEnded());
  }

  @Test
  void closingWithoutAConnectionIsImmediateAndCountsWhatWaits() throws IOException {
    TcpHeadEnd headEnd = startAtManualTime(TestSettings.at(freePort()));
    awaitState(headEnd, HeadEndState.WAITING);
    headEnd.send(new byte[1]);
    headEnd.stop();
    assertEquals(1, headEnd.counters().get(HeadEndCounter.DROPPED_AT_CLOSE));
    assertEquals("CLOSED", headEnd.describe().state());
  }

  @Test
  void statesAreToldToListenersInOrder() throws IOException {
    ScriptedPeer peer = keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = startAtManualTime(TestSettings.at(peer.port()));
    awaitState(headEnd, HeadEndState.CONNECTED);
    peer.connection(0).halfClose();
    awaitState(headEnd, HeadEndState.WAITING);
    headEnd.stop();
    assertEquals(
        List.of("CONNECTED ", "WAITING closed by the head end", "CLOSED "), recorder.states);
    assertFalse(peer.accepted() > 1);
  }

  // --- Words of the tests

  private TcpHeadEnd start(TestSettings settings) {
    return start(settings, realTime());
  }

  private TcpHeadEnd startAtManualTime(TestSettings settings) {
    return start(
        settings, TestSettings.environment(clock, InetAddress::getAllByName, Duration.ZERO));
  }

  private TcpHeadEnd start(TestSettings settings, Environment environment) {
    TcpHeadEnd headEnd = create(environment);
    headEnd.addListener(recorder, Map.of(DownlinkListener.HEAD_END, "hes"));
    headEnd.apply(settings.settings());
    return headEnd;
  }

  private TcpHeadEnd create(Environment environment) {
    TcpHeadEnd headEnd = new TcpHeadEnd("hes", store, environment);
    keep(headEnd::stop);
    return headEnd;
  }

  private static Environment realTime() {
    return TestSettings.environment(System::nanoTime, InetAddress::getAllByName, Duration.ZERO);
  }

  private void advance(TcpHeadEnd headEnd, Duration by) {
    clock.advance(by);
    headEnd.wakeup();
  }

  /** For a deadline that was set at a time which the test does not see. */
  private void moveClockUntilWaiting(TcpHeadEnd headEnd, Duration span) {
    Await.until(
        "the attempt is given up",
        () -> {
          advance(headEnd, span);
          return headEnd.status().state() == HeadEndState.WAITING;
        });
  }

  /** As the system's buffers may still move bytes, a single step might be too short. */
  private void moveClockUntilToldOf(TcpHeadEnd headEnd, String state) {
    Await.until(
        "the listener is told of " + state,
        () -> {
          boolean told = recorder.states.stream().anyMatch(each -> each.startsWith(state));
          if (!told) {
            advance(headEnd, Duration.ofSeconds(1));
          }
          return told;
        });
  }

  private static boolean answersSoon(SocketChannel caller) throws IOException {
    try (Selector selector = Selector.open()) {
      caller.register(selector, SelectionKey.OP_CONNECT);
      return selector.select(300) > 0;
    }
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    open.add(0, closeable);
    return closeable;
  }

  private static int freePort() throws IOException {
    try (ScriptedPeer peer = ScriptedPeer.with(Fault.NONE)) {
      return peer.port();
    }
  }

  /** Sends until bytes stay in the queue; returns how many payloads that took. */
  private static int fillUntilStalled(TcpHeadEnd headEnd) {
    int sent = 0;
    while (headEnd.status().queuedPayloads() < 20) {
      headEnd.send(NumberedPayloads.payload(0, sent++, BIG));
    }
    return sent;
  }

  private static List<Seen> sequence(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> new Seen(0, number)).toList();
  }

  /** The whole payloads of all connections, once these are over. */
  private static List<Seen> awaitAll(ScriptedPeer peer, TcpHeadEnd headEnd) {
    // The system accepts connections, and the bytes on them, before the peer does.
    long connects = headEnd.counters().get(HeadEndCounter.CONNECTS);
    Await.until("the peer has seen all connections", () -> peer.accepted() >= connects);
    List<Seen> all = new ArrayList<>();
    for (ScriptedPeer.Connection connection : peer.connections()) {
      Await.until("the connection is over", connection::hasEnded);
      all.addAll(NumberedPayloads.parse(connection.received()));
    }
    return all;
  }

  /** Each payload where it came first: what comes again comes behind it. */
  private static List<Seen> withoutRepeats(List<Seen> all) {
    return List.copyOf(new LinkedHashSet<>(all));
  }

  /** Payloads in the queue, sent or not. */
  private static long held(TcpHeadEnd headEnd) {
    return headEnd.status().queuedPayloads()
        + Long.parseLong(headEnd.describe().facts().get("sent.and.kept.payloads"));
  }

  private static long counted(TcpHeadEnd headEnd, String counter) {
    return headEnd.describe().counters().get(counter);
  }

  private static void awaitReceived(ScriptedPeer.Connection connection, String text) {
    Await.until("the peer has all bytes", () -> connection.receivedLength() >= text.length());
    assertArrayEquals(text.getBytes(US_ASCII), connection.received());
  }

  private static void awaitCount(TcpHeadEnd headEnd, HeadEndCounter counter, long count) {
    Await.until(counter + " is " + count, () -> headEnd.counters().get(counter) >= count);
    assertEquals(count, headEnd.counters().get(counter), counter + " of " + headEnd.describe());
  }

  private static void awaitState(TcpHeadEnd headEnd, HeadEndState state) {
    Await.until("the state is " + state, () -> headEnd.status().state() == state);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Remembers what it is told. */
  private static final class Recorder implements DownlinkListener {
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile Runnable onReceived = () -> {};
    private volatile boolean waiting;

    @Override
    public void received(byte[] buffer, int offset, int length) {
      waiting = true;
      onReceived.run();
      waiting = false;
      synchronized (bytes) {
        bytes.write(buffer, offset, length);
      }
    }

    @Override
    public void stateChanged(HeadEndStatus status) {
      states.add(status.state() + " " + status.reason());
    }

    String text() {
      synchronized (bytes) {
        return bytes.toString(US_ASCII);
      }
    }
  }
}
