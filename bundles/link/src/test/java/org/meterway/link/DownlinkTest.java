/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.link.LineListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.rfc1662.Rfc1662FrameCodec;

@Timeout(60)
class DownlinkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final FrameCodec frames = new Rfc1662FrameCodec();
  private final Counters<LinkCounter> counters = new Counters<>(LinkCounter.class);
  private final Taps<LineListener> line = new Taps<>("meter1", LineListener.ANY, counters);
  private final FakePort port = new FakePort();

  @Test
  void longPayloadIsSplitOverFramesInOrder() {
    byte[] payload = new byte[10_000];
    new Random(1).nextBytes(payload);

    downlink(1024).received(payload, 0, payload.length);

    List<byte[]> parts = payloadsOnTheLine();
    assertEquals(10, parts.size());
    assertEquals(1024, parts.get(0).length);
    assertEquals(10_000 - 9 * 1024, parts.get(9).length);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    assertArrayEquals(payload, joined.toByteArray());
    assertEquals(10, counters.get(LinkCounter.FRAMES_OUT));
    assertEquals(10_000, counters.get(LinkCounter.DOWNLINK_BYTES));
  }

  @Test
  void writesHoldWholeFramesOfAFewKilobytes() {
    downlink(100).received(new byte[20_000], 0, 20_000);

    assertTrue(port.writeLengths.stream().allMatch(length -> length <= 4096));
    assertTrue(port.writeLengths.size() < 10, "frames share writes: " + port.writeLengths);
  }

  @Test
  void framesLargerThanAWriteGoOneByOne() {
    byte[] payload = new byte[150_000];
    new Random(2).nextBytes(payload);

    downlink(65_534).received(payload, 0, payload.length);

    assertEquals(3, payloadsOnTheLine().size());
  }

  @Test
  void bytesForAClosedPortAreCountedAsUndeliverable() {
    port.state = PortState.FAILED;

    downlink(1024).received(new byte[3000], 0, 3000);

    assertEquals(3000, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
    assertEquals(3, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_PAYLOADS));
    assertEquals(0, counters.get(LinkCounter.DOWNLINK_WAITS));
    assertEquals(0, counters.get(LinkCounter.DOWNLINK_BYTES));
    assertEquals(0, counters.get(LinkCounter.FRAMES_OUT));
  }

  @Test
  void closedDownlinkWritesNoMore() {
    Downlink downlink = downlink(1024);
    downlink.close();

    downlink.received(new byte[10], 0, 10);

    assertEquals(0, port.written.size());
    assertEquals(10, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
  }

  @Test
  void bytesForAClosedPortWaitUntilItOpensAndThenGoInOrder() throws Exception {
    Downlink downlink = downlink(100, LONG);
    port.change(PortState.FAILED);
    byte[] payload = random(20_000);
    Thread reader = deliver(downlink, payload, 0, 10_000, 10_000, 10_000);
    Waiting.until(PATIENCE, () -> reader.getState() == Thread.State.TIMED_WAITING);

    downlink.portChanged(port.change(PortState.OPEN));

    join(reader);
    assertArrayEquals(payload, payloadOnTheLine());
    assertEquals(20_000, counters.get(LinkCounter.DOWNLINK_BYTES));
    assertEquals(1, counters.get(LinkCounter.DOWNLINK_WAITS));
    assertEquals(0, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
  }

  @Test
  void aPortThatTellsNobodyThatItIsOpenIsNoticedAllTheSame() throws Exception {
    Downlink downlink = downlink(100, LONG);
    port.change(PortState.FAILED);
    Thread reader = deliver(downlink, random(10), 0, 10);
    Waiting.until(PATIENCE, () -> reader.getState() == Thread.State.TIMED_WAITING);

    port.change(PortState.OPEN);

    join(reader);
    assertEquals(10, counters.get(LinkCounter.DOWNLINK_BYTES));
  }

  @Test
  void bytesWaitOnceForEachTimeThatThePortIsClosed() {
    Duration wait = Duration.ofMillis(100);
    Downlink downlink = downlink(100, wait);
    port.change(PortState.FAILED);

    for (int i = 0; i < 1_000; i++) {
      downlink.received(new byte[150], 0, 150);
    }

    assertEquals(1, counters.get(LinkCounter.DOWNLINK_WAITS));
    assertTrue(counters.get(LinkCounter.DOWNLINK_WAIT_MILLIS) >= 99);
    assertEquals(150_000, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
    assertEquals(2_000, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_PAYLOADS));
    downlink.portChanged(port.change(PortState.OPEN));
    downlink.received(new byte[150], 0, 150);
    assertEquals(150, counters.get(LinkCounter.DOWNLINK_BYTES));
    port.change(PortState.FAILED);
    downlink.received(new byte[150], 0, 150);
    assertEquals(2, counters.get(LinkCounter.DOWNLINK_WAITS));
  }

  @Test
  void aPortThatWasOpenWhileNothingCameDownIsWaitedForAgain() {
    Downlink downlink = downlink(100, Duration.ofMillis(100));
    port.change(PortState.FAILED);
    downlink.received(new byte[10], 0, 10);
    downlink.portChanged(port.change(PortState.OPEN));
    downlink.portChanged(port.change(PortState.FAILED));

    downlink.received(new byte[10], 0, 10);

    assertEquals(2, counters.get(LinkCounter.DOWNLINK_WAITS));
  }

  @Test
  void aMeterThatTakesNothingHoldsTheReaderUpOnceAlthoughItsPortOpensAgainAndAgain() {
    Downlink downlink = downlink(100, Duration.ofMillis(200));
    // The port opens at once when a write has failed; its listeners hear of it a little later.
    port.onWrite = () -> port.breaksAfter = 0;
    Thread opener =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                if (port.state == PortState.FAILED) {
                  PortStatus open = port.change(PortState.OPEN);
                  LockSupport.parkNanos(1_000_000);
                  downlink.portChanged(open);
                }
                LockSupport.parkNanos(1_000_000);
              }
            });
    opener.start();

    downlink.received(new byte[10], 0, 10);
    long begin = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      downlink.received(new byte[10], 0, 10);
    }

    assertTrue(System.nanoTime() - begin < Duration.ofMillis(5_000).toNanos());
    assertEquals(1_010, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
    assertTrue(
        counters.get(LinkCounter.DOWNLINK_WAIT_MILLIS) < 2_000,
        () -> counters.snapshot().toString());
    opener.interrupt();
  }

  @Test
  void whenTheLineBreaksInMidWriteWholeFramesAreNotSentAgainAndTheOneCutOffIs() throws Exception {
    byte[] payload = random(1_000);
    int frame = frames.newEncoder(FrameFormat.QUECPYTHON).maxFrameLength(100);
    for (int taken : new int[] {0, 1, frame - 1, frame, frame + 1, 5 * frame + 7, 10 * frame}) {
      port.written.reset();
      long before = counters.get(LinkCounter.DOWNLINK_BYTES);
      Downlink downlink = downlink(100, LONG);
      port.onWrite =
          () -> {
            port.breaksAfter = taken;
            port.onWrite = () -> {};
          };
      Thread reader = deliver(downlink, payload, 0, 1_000);
      Waiting.until(PATIENCE, () -> port.state == PortState.FAILED);
      downlink.portChanged(port.change(PortState.OPEN));
      join(reader);

      byte[] line = port.line();
      int cut = taken % frame;
      byte[] whole = new byte[line.length - cut];
      System.arraycopy(line, 0, whole, 0, taken - cut);
      System.arraycopy(line, taken, whole, taken - cut, line.length - taken);
      port.written.reset();
      port.written.write(whole);
      assertArrayEquals(payload, payloadOnTheLine(), "taken " + taken);
      assertEquals(1_000, counters.get(LinkCounter.DOWNLINK_BYTES) - before);
    }
    assertEquals(0, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
  }

  @Test
  void whatWentBeforeTheLineBrokeIsNotCountedAsUndeliverable() {
    int frame = frames.newEncoder(FrameFormat.QUECPYTHON).maxFrameLength(100);
    port.breaksAfter = 3 * frame + 1;

    downlink(100).received(new byte[950], 0, 950);

    assertEquals(300, counters.get(LinkCounter.DOWNLINK_BYTES));
    assertEquals(3, counters.get(LinkCounter.FRAMES_OUT));
    assertEquals(650, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
    assertEquals(7, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_PAYLOADS));
  }

  @Test
  void closingEndsTheWaitAndCounts() throws Exception {
    Downlink downlink = downlink(100, LONG);
    port.change(PortState.FAILED);
    Thread reader = deliver(downlink, random(10), 0, 10);
    Waiting.until(PATIENCE, () -> reader.getState() == Thread.State.TIMED_WAITING);

    downlink.close();

    join(reader);
    assertEquals(10, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
  }

  @Test
  void anInterruptEndsTheWaitAndStaysSet() {
    port.change(PortState.FAILED);
    Thread.currentThread().interrupt();

    downlink(100, LONG).received(new byte[10], 0, 10);

    assertTrue(Thread.interrupted());
    assertEquals(10, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
  }

  @Test
  void aShorterLimitHoldsForWhatWaitsAlready() throws Exception {
    Downlink downlink = downlink(100, LONG);
    port.change(PortState.FAILED);
    Thread reader = deliver(downlink, random(10), 0, 10);
    Waiting.until(PATIENCE, () -> reader.getState() == Thread.State.TIMED_WAITING);

    downlink.reconfigure(options(100, Duration.ZERO));

    join(reader);
    assertEquals(10, counters.get(LinkCounter.DOWNLINK_UNDELIVERABLE_BYTES));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Delivers parts (offset and length, in turn) on another thread. */
  private static Thread deliver(Downlink downlink, byte[] payload, int... parts) {
    Thread reader =
        new Thread(
            () -> {
              for (int i = 0; i < parts.length; i += 2) {
                downlink.received(payload, parts[i], parts[i + 1]);
              }
            });
    reader.start();
    return reader;
  }

  private static void join(Thread thread) throws InterruptedException {
    thread.join(PATIENCE.toMillis());
    assertFalse(thread.isAlive());
  }

  @Test
  void whoLooksAtTheLineSeesEachFrameThatThePortHasTaken() {
    LineRecord seen = new LineRecord();
    line.put(seen, LineListener.ANY);

    downlink(4).received(new byte[10], 0, 10);

    assertEquals(3, seen.seen.size());
    String octets =
        seen.seen.stream()
            .map(frame -> frame.replace("meter1 LENGTH > ", ""))
            .collect(Collectors.joining());
    assertEquals(HexFormat.of().formatHex(port.written.toByteArray()), octets);
  }

  private byte[] payloadOnTheLine() {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    payloadsOnTheLine().forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  private Downlink downlink(int maxPayload) {
    return downlink(maxPayload, Duration.ZERO);
  }

  private Downlink downlink(int maxPayload, Duration wait) {
    LinkOptions options = options(maxPayload, wait);
    return new Downlink("meter1", port, new OutgoingForm(frames, options), options, line, counters);
  }

  private static LinkOptions options(int maxPayload, Duration wait) {
    return new LinkOptions(
        "(p=1)", "(h=1)", FrameFormat.QUECPYTHON, Duration.ofSeconds(1), maxPayload, wait);
  }

  private List<byte[]> payloadsOnTheLine() {
    List<byte[]> payloads = new ArrayList<>();
    FrameDecoder decoder =
        frames.newDecoder(
            FrameFormat.QUECPYTHON,
            new FrameSink() {
              @Override
              public void frame(
                  int protocol, byte[] buffer, int offset, int length, long position, int wire) {
                payloads.add(java.util.Arrays.copyOfRange(buffer, offset + 1, offset + length));
              }

              @Override
              public void fault(FrameError error, long position, long wire) {
                throw new AssertionError(error + " at " + position);
              }
            });
    byte[] line = port.written.toByteArray();
    decoder.decode(line, 0, line.length);
    decoder.finish();
    return payloads;
  }
}
