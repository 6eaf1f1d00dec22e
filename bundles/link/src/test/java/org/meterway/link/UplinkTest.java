/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LineListener;
import org.meterway.api.link.MessageListener;
import org.meterway.api.message.Message;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;

class UplinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FrameCodec frames = new Rfc1662FrameCodec();
  private final Counters<LinkCounter> counters = new Counters<>(LinkCounter.class);
  private final FakeHeadEnd headEnd = new FakeHeadEnd();
  private final HeadEndSide headEndSide = new HeadEndSide(headEnd, counters);
  private final DirectLane lane = new DirectLane(headEndSide);
  private final FakePort port = new FakePort();
  private final OutgoingForm outgoing =
      new OutgoingForm(frames, options(FrameFormat.QUECPYTHON, Duration.ofSeconds(1)));
  private final Taps<LineListener> line = new Taps<>("meter1", LineListener.ANY, counters);
  private final MeterSide meterSide =
      new MeterSide(
          "meter1", port, new Rfc1662MessageCodec(), outgoing, headEndSide, line, counters);
  private final Taps<MessageListener> taps = new Taps<>("meter1", MessageListener.ANY, counters);
  private final LinkTimer timer = new LinkTimer();
  private final AtomicInteger flushes = new AtomicInteger();

  @AfterEach
  void closeTimer() {
    timer.close();
  }

  @Test
  void framesOfOneChunkShareOneTransmission() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));

    receive(uplink, join(frame(FrameFormat.QUECPYTHON, 1), frame(FrameFormat.QUECPYTHON, 2)));

    assertEquals(2, headEnd.transmitted.size());
    assertArrayEquals(payload(1), headEnd.transmitted.get(0));
    assertArrayEquals(payload(2), headEnd.transmitted.get(1));
    assertEquals(1, headEnd.transmissions);
    assertEquals(2, counters.get(LinkCounter.FRAMES_IN));
    assertEquals(2, counters.get(LinkCounter.UPLINK_PAYLOADS));
  }

  @Test
  void aListenerHearsEachMessageBeforeItsHandlerAndWithItsBytes() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    List<String> heard = new ArrayList<>();
    taps.put(
        (link, message, buffer, offset, length) ->
            heard.add(
                link
                    + " "
                    + message
                    + " "
                    + HexFormat.of().formatHex(buffer, offset, offset + length)
                    + " before "
                    + lane.messages.size()),
        "meter1");
    taps.put((link, message, buffer, offset, length) -> heard.add("of another link"), "meter2");

    receive(uplink, join(frame(FrameFormat.QUECPYTHON, 1), frame(FrameFormat.QUECPYTHON, 2)));

    String one = HexFormat.of().formatHex(payload(1));
    String two = HexFormat.of().formatHex(payload(2));
    assertEquals(
        List.of(
            "meter1 Transparent[" + one + "] bf" + one + " before 0",
            "meter1 Transparent[" + two + "] bf" + two + " before 1"),
        heard);
  }

  @Test
  void aListenerThatThrowsIsCountedAndHarmsNobody() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    taps.put(
        (link, message, buffer, offset, length) -> {
          throw new IllegalStateException("on purpose");
        },
        MessageListener.ANY);

    receive(uplink, frame(FrameFormat.QUECPYTHON, 1));

    assertEquals(1, counters.get(LinkCounter.LISTENER_ERRORS));
    assertEquals(List.of(new Message.Transparent(payload(1))), lane.messages);
  }

  @Test
  void whoLooksAtTheLineSeesAllOctetsGoodOrNot() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    LineRecord seen = new LineRecord();
    line.put(seen, "meter1");
    line.put(new LineRecord(), "meter2");
    byte[] noise = {1, 2, 3};
    byte[] frame = frame(FrameFormat.QUECPYTHON, 1);

    receive(uplink, noise);
    receive(uplink, frame);

    HexFormat hex = HexFormat.of();
    assertEquals(
        List.of(
            "meter1 LENGTH < " + hex.formatHex(noise), "meter1 LENGTH < " + hex.formatHex(frame)),
        seen.seen);
    assertEquals(1, lane.messages.size());
  }

  @Test
  void payloadsThatTheHeadEndRefusesAreCounted() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    headEnd.answer = SendResult.QUEUE_FULL;

    receive(uplink, frame(FrameFormat.QUECPYTHON, 1));

    assertEquals(1, counters.get(LinkCounter.UPLINK_REFUSED));
    assertEquals(0, counters.get(LinkCounter.UPLINK_PAYLOADS));
  }

  @Test
  void malformedMessageIsCountedAndTheNextOneComesThrough() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    byte[] emptyPayload =
        frames.newEncoder(FrameFormat.QUECPYTHON).encode(0x2100, 0xBF, new byte[0]);

    receive(uplink, join(emptyPayload, frame(FrameFormat.QUECPYTHON, 7)));

    assertEquals(1, counters.get(LinkCounter.MALFORMED_MESSAGES));
    assertEquals(List.of(new Message.Transparent(payload(7))), lane.messages);
  }

  @Test
  void unfinishedFrameIsDroppedAfterSilenceAndTheFrameInsideComesOut() throws Exception {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofMillis(20));
    byte[] falseHeader = {0x7E, (byte) 0xFF, 0x03, 0x00, 0x21, 0x7F, 0x00, (byte) 0xBF};

    receive(uplink, join(falseHeader, frame(FrameFormat.QUECPYTHON, 9)));

    Waiting.until(PATIENCE, () -> counters.get(LinkCounter.FRAMES_IN) == 1);
    Waiting.until(PATIENCE, () -> headEnd.transmissions == 1);
    assertEquals(1L, uplink.faults().get("timeout"));
  }

  @Test
  void framesBehindADamagedLengthComeOutOnALineThatIsNeverSilent() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofMillis(500));
    byte[] damaged = {0x7E, (byte) 0xFF, 0x03, 0x00, 0x21, (byte) 0xFF, 0x00, (byte) 0xBF};
    receive(uplink, damaged);

    Waiting.until(
        PATIENCE,
        () -> {
          receive(uplink, frame(FrameFormat.QUECPYTHON, 6));
          return counters.get(LinkCounter.FRAMES_IN) > 0;
        });

    assertEquals(1L, uplink.faults().get("timeout"));
    assertEquals(new Message.Transparent(payload(6)), lane.messages.get(0));
  }

  @Test
  void closedUplinkGivesUpWhatIsPendingAndTakesNoMore() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofMinutes(1));
    byte[] whole = frame(FrameFormat.QUECPYTHON, 3);
    uplink.received(whole, 0, 10);

    assertTrue(uplink.close(PATIENCE));
    receive(uplink, whole);

    assertEquals(1L, uplink.faults().get("timeout"));
    assertEquals(List.of(), lane.messages);
  }

  @Test
  void bytesBeforeAnInterruptionNeverJoinBytesBehindIt() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofMinutes(1));
    byte[] whole = frame(FrameFormat.QUECPYTHON, 3);

    uplink.received(whole, 0, 10);
    uplink.stateChanged(
        new PortStatus("port1", PortState.FAILED, "unplugged", java.time.Instant.EPOCH));
    receive(uplink, whole);

    assertEquals(List.of(new Message.Transparent(payload(3))), lane.messages);
    assertTrue(uplink.faults().values().stream().mapToLong(Long::longValue).sum() >= 1);
  }

  @Test
  void changedFramingTakesEffectWithTheNextByte() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    receive(uplink, frame(FrameFormat.QUECPYTHON, 1));

    uplink.reconfigure(options(FrameFormat.STUFFED, Duration.ofSeconds(1)), true);
    receive(uplink, frame(FrameFormat.STUFFED, 0x7E));

    assertEquals(
        List.of(new Message.Transparent(payload(1)), new Message.Transparent(payload(0x7E))),
        lane.messages);
  }

  @Test
  void answersGoOutInTheOrderOfTheFrameCheckThatTheMeterUses() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    FrameFormat lowFirst = FrameFormat.QUECPYTHON.withFcsOrder(FcsOrder.LOW_FIRST);
    assertArrayEquals(
        frame(FrameFormat.QUECPYTHON.withFcsOrder(FcsOrder.HIGH_FIRST), 5), outgoingFrame(5));

    receive(uplink, frame(lowFirst, 1));

    assertArrayEquals(frame(lowFirst, 5), outgoingFrame(5));
  }

  // --- Back pressure

  @Test
  void aHeadEndWithoutRoomHoldsTheMeterBackUntilThereIsSome() throws Exception {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    headEnd.full = true;
    Thread reader = heldBack(uplink);
    Waiting.until(PATIENCE, () -> counters.get(LinkCounter.HELD_BACK_MILLIS) >= 100);
    assertTrue(headEndSide.heldBackSince() > 0);
    assertEquals(0, counters.get(LinkCounter.FRAMES_IN));

    headEnd.full = false;

    join(reader);
    assertEquals(1, headEnd.transmitted.size());
    assertEquals(1, counters.get(LinkCounter.HELD_BACK));
    assertEquals(0, headEndSide.heldBackSince());
    receive(uplink, frame(FrameFormat.QUECPYTHON, 2));
    assertEquals(1, counters.get(LinkCounter.HELD_BACK));
  }

  @Test
  void aFrameIsNotGivenUpWhileItsReaderIsHeldBack() throws Exception {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofMillis(250));
    byte[] whole = frame(FrameFormat.QUECPYTHON, 1);
    Thread reader =
        new Thread(
            () -> {
              uplink.received(whole, 0, 8);
              headEnd.full = true;
              uplink.received(whole, 8, whole.length - 8);
            });
    reader.start();
    Waiting.until(PATIENCE, () -> counters.get(LinkCounter.HELD_BACK_MILLIS) >= 700);

    headEnd.full = false;

    join(reader);
    assertEquals(1, headEnd.transmitted.size());
    assertEquals(0L, uplink.faults().get("timeout"));
  }

  @Test
  void aFrameIsNotGivenUpWhileItsReaderWaitsForTheDisk() throws Exception {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofMillis(250));
    byte[] two = join(frame(FrameFormat.QUECPYTHON, 1), frame(FrameFormat.QUECPYTHON, 2));
    headEnd.onFlush =
        () -> {
          long begin = System.nanoTime();
          Waiting.until(
              PATIENCE, () -> System.nanoTime() - begin > Duration.ofMillis(700).toNanos());
        };

    uplink.received(two, 0, two.length - 5);
    uplink.received(two, two.length - 5, 5);

    assertEquals(2, headEnd.transmitted.size());
    assertEquals(0L, uplink.faults().get("timeout"));
  }

  @Test
  void stoppingEndsTheHoldAndWhatWasReadIsStillHandedOver() throws Exception {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    headEnd.full = true;
    Thread reader = heldBack(uplink);

    uplink.stop();

    join(reader);
    assertEquals(1, headEnd.transmitted.size());
  }

  @Test
  void aPortThatIsNotOpenAnyMoreGetsItsThreadBack() throws Exception {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    headEnd.full = true;
    Thread reader = heldBack(uplink);

    port.state = PortState.CLOSED;

    join(reader);
    assertEquals(1, headEnd.transmitted.size());
  }

  @Test
  void anInterruptEndsTheHoldAndStaysSet() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    headEnd.full = true;
    Thread.currentThread().interrupt();

    receive(uplink, frame(FrameFormat.QUECPYTHON, 1));

    assertTrue(Thread.interrupted());
    assertEquals(1, headEnd.transmitted.size());
  }

  @Test
  void aHeldBackLinkDoesNotHoldUpTheTimerOfAllLinks() throws Exception {
    Uplink slow = uplink(FrameFormat.QUECPYTHON, Duration.ofMillis(20));
    CountDownLatch disk = new CountDownLatch(1);
    List<String> flushing = new CopyOnWriteArrayList<>();
    headEnd.onFlush =
        () -> {
          flushing.add(Thread.currentThread().getName());
          await(disk);
        };
    byte[] falseHeader = {0x7E, (byte) 0xFF, 0x03, 0x00, 0x21, 0x7F, 0x00, (byte) 0xBF};
    receive(slow, join(falseHeader, frame(FrameFormat.QUECPYTHON, 9)));
    Waiting.until(PATIENCE, () -> !flushing.isEmpty());
    CountDownLatch another = new CountDownLatch(1);

    timer.schedule(another::countDown, Duration.ZERO);

    await(another);
    assertEquals(List.of("meterway-link-meter1"), flushing);
    disk.countDown();
    Waiting.until(PATIENCE, () -> headEnd.transmitted.size() == 1);
  }

  @Test
  void aChunkThatHasGivenTheHeadEndNothingWaitsForNoDisk() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    headEnd.onFlush = () -> flushes.incrementAndGet();

    receive(uplink, frames.newEncoder(FrameFormat.QUECPYTHON).encode(0x2300, 1, new byte[3]));

    assertEquals(1, lane.messages.size());
    assertEquals(0, flushes.get());
  }

  // --- Replies that may promise that a payload is safe

  @Test
  void aReplyBehindAPayloadGoesOutWhenThePayloadIsOnDisk() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    lane.then = message -> assertEquals(SendResult.ACCEPTED, meterSide.send(reply(message)));
    headEnd.onFlush =
        () -> {
          flushes.incrementAndGet();
          assertEquals(0, port.line().length, "a reply promises what is not true yet");
        };

    receive(uplink, join(frame(FrameFormat.QUECPYTHON, 1), frame(FrameFormat.QUECPYTHON, 2)));

    assertEquals(1, flushes.get());
    assertArrayEquals(join(outgoingFrame(1), outgoingFrame(2)), port.line());
    assertEquals(2, counters.get(LinkCounter.REPLIES_HELD));
    assertEquals(2, counters.get(LinkCounter.FRAMES_OUT));
  }

  @Test
  void aReplyWithoutAPayloadBeforeItGoesOutAtOnce() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    List<Integer> lengths = new ArrayList<>();
    lane.then =
        message -> {
          meterSide.send(new Message.Get(1));
          lengths.add(port.line().length);
        };

    receive(uplink, frames.newEncoder(FrameFormat.QUECPYTHON).encode(0x2300, 1, new byte[3]));

    assertTrue(lengths.get(0) > 0);
    assertEquals(0, counters.get(LinkCounter.REPLIES_HELD));
  }

  @Test
  void aReplyOfAnotherThreadDoesNotOvertakeOneThatIsHeld() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    lane.then = message -> meterSide.send(reply(message));
    headEnd.onFlush =
        () ->
            CompletableFuture.runAsync(() -> meterSide.send(new Message.Transparent(payload(7))))
                .join();

    receive(uplink, frame(FrameFormat.QUECPYTHON, 1));

    assertArrayEquals(join(outgoingFrame(1), outgoingFrame(7)), port.line());
  }

  @Test
  void repliesOfTwoGatheringsAreSentInOrderThoughTheSecondIsSafeFirst() throws Exception {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    lane.then = message -> meterSide.send(reply(message));
    CountDownLatch firstFlushes = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    headEnd.onFlush =
        () -> {
          if (flushes.incrementAndGet() == 1) {
            firstFlushes.countDown();
            await(mayEnd);
          }
        };
    Thread first = new Thread(() -> receive(uplink, frame(FrameFormat.QUECPYTHON, 1)));
    first.start();
    await(firstFlushes);

    receive(uplink, frame(FrameFormat.QUECPYTHON, 2));

    // What the second one brought to disk stands behind what the first one had given.
    assertArrayEquals(join(outgoingFrame(1), outgoingFrame(2)), port.line());
    mayEnd.countDown();
    join(first);
    assertEquals(2, counters.get(LinkCounter.FRAMES_OUT));
  }

  @Test
  void whereTheFlushFailsNoReplyPromisesAnything() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    lane.then = message -> meterSide.send(reply(message));
    headEnd.onFlush =
        () -> {
          throw new IllegalStateException("on purpose");
        };

    assertThrows(
        IllegalStateException.class, () -> receive(uplink, frame(FrameFormat.QUECPYTHON, 1)));

    assertEquals(0, port.line().length);
    assertEquals(1, counters.get(LinkCounter.REPLIES_REFUSED));
    headEnd.onFlush = () -> {};
    receive(uplink, frame(FrameFormat.QUECPYTHON, 2));
    assertArrayEquals(outgoingFrame(2), port.line());
  }

  @Test
  void heldRepliesAreBounded() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    List<SendResult> results = new ArrayList<>();
    lane.then =
        message -> {
          for (int i = 0; i < 10; i++) {
            results.add(meterSide.send(new Message.Transparent(new byte[60_000])));
          }
        };

    receive(uplink, frame(FrameFormat.QUECPYTHON, 1));

    int fit = MeterSide.MAX_HELD_BYTES / 60_100;
    assertEquals(fit, results.stream().filter(SendResult::isAccepted).count());
    assertEquals(SendResult.QUEUE_FULL, results.get(9));
    assertEquals(10 - fit, counters.get(LinkCounter.REPLIES_REFUSED));
    assertEquals(fit, counters.get(LinkCounter.FRAMES_OUT));
  }

  @Test
  void aHeldReplyIsRefusedWhereThePortIsNotOpen() {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    List<SendResult> results = new ArrayList<>();
    lane.then = message -> results.add(meterSide.send(reply(message)));
    port.state = PortState.FAILED;

    receive(uplink, frame(FrameFormat.QUECPYTHON, 1));

    assertEquals(List.of(SendResult.CLOSED), results);
  }

  // --- Closing

  @Test
  void closingIsBoundedWhileAHandlerHoldsTheReader() throws Exception {
    Uplink uplink = uplink(FrameFormat.QUECPYTHON, Duration.ofSeconds(1));
    CountDownLatch handling = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    lane.then =
        message -> {
          handling.countDown();
          await(mayEnd);
        };
    Thread reader = new Thread(() -> receive(uplink, frame(FrameFormat.QUECPYTHON, 1)));
    reader.start();
    await(handling);

    assertFalse(uplink.close(Duration.ofMillis(10)));
    uplink.abandon();
    mayEnd.countDown();
    join(reader);

    receive(uplink, frame(FrameFormat.QUECPYTHON, 2));
    assertEquals(1, lane.messages.size());
  }

  private Thread heldBack(Uplink uplink) {
    Thread reader = new Thread(() -> receive(uplink, frame(FrameFormat.QUECPYTHON, 1)));
    reader.start();
    Waiting.until(PATIENCE, () -> counters.get(LinkCounter.HELD_BACK) == 1);
    return reader;
  }

  private static void join(Thread thread) throws InterruptedException {
    thread.join(PATIENCE.toMillis());
    assertFalse(thread.isAlive());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Message reply(Message message) {
    return new Message.Transparent(((Message.Transparent) message).payload());
  }

  private byte[] outgoingFrame(int content) {
    return outgoing.current().encoder().encode(0x2100, 0xBF, payload(content));
  }

  private Uplink uplink(FrameFormat format, Duration timeout) {
    return new Uplink(
        "meter1",
        options(format, timeout),
        frames,
        new Rfc1662MessageCodec(),
        outgoing,
        taps,
        line,
        lane,
        port,
        meterSide,
        headEndSide,
        timer,
        counters);
  }

  private static LinkOptions options(FrameFormat format, Duration timeout) {
    return new LinkOptions("(p=1)", "(h=1)", format, timeout, 1024, Duration.ofSeconds(5));
  }

  private byte[] frame(FrameFormat format, int content) {
    return frames.newEncoder(format).encode(0x2100, 0xBF, payload(content));
  }

  private static byte[] payload(int content) {
    return new byte[] {(byte) content, 1, 2, 3};
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static void receive(Uplink uplink, byte[] bytes) {
    uplink.received(bytes, 0, bytes.length);
  }
}
