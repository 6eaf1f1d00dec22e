/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.port.PortException;
import org.meterway.api.status.Counters;

@Timeout(60)
class FrameWriterTest {
  private static final SerialSettings SETTINGS =
      SerialSettings.of(Configs.of(Map.of("device", "fake", "baudRate", 4_000_000)));

  private final Counters<PortCounter> counters = new Counters<>(PortCounter.class);
  private final FakeLines lines = new FakeLines();
  private final WriteWatchdog watchdog = new WriteWatchdog();
  private final AtomicReference<String> broken = new AtomicReference<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final FrameWriter writer =
      new FrameWriter(
          "meter1",
          counters,
          watchdog,
          (line, reason) -> {
            broken.set(reason);
            line.close();
          });

  @BeforeEach
  void attach() throws Exception {
    writer.setWriteTimeoutNanos(TimeUnit.SECONDS.toNanos(30));
    writer.attach(lines.open(SETTINGS), SETTINGS.line());
  }

  @AfterEach
  void close() throws InterruptedException {
    lines.letGo();
    writer.close();
    watchdog.stop();
    threads.shutdownNow();
  }

  /** A frame whose bytes all say who wrote it, with its length in front. */
  private static byte[] frame(int author, int length) {
    byte[] frame = new byte[length];
    Arrays.fill(frame, (byte) author);
    frame[0] = (byte) length;
    return frame;
  }

  private static void assertWhole(byte[] written, int frames) {
    int found = 0;
    int position = 0;
    while (position < written.length) {
      int length = written[position];
      byte author = written[position + 1];
      for (int i = position + 1; i < position + length; i++) {
        assertEquals(author, written[i], "a frame is interleaved");
      }
      position += length;
      found++;
    }
    assertEquals(frames, found);
  }

  @Test
  void givenManyWritersOfBothKinds_thenEveryFrameIsWhole() throws Exception {
    int authors = 8;
    int each = 200;
    List<Future<?>> all = new ArrayList<>();
    for (int author = 1; author <= authors; author++) {
      int who = author;
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < each; i++) {
                  byte[] frame = frame(who, 2 + i % 100);
                  if (who % 2 == 0) {
                    writer.write(frame, 0, frame.length);
                  } else {
                    assertTrue(writer.enqueue(frame));
                  }
                }
                return null;
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    Eventually.isTrue("all are written", () -> counters.get(PortCounter.WRITES) == authors * each);
    assertWhole(lines.written(), authors * each);
    assertEquals(lines.written().length, counters.get(PortCounter.BYTES_OUT));
  }

  @Test
  void givenQueuedFrames_whenSomebodyWrites_thenTheOrderIsKept() throws Exception {
    lines.fault(FakeLines.Fault.STUCK_DRIVER);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.write(frame(1, 3));
    assertTrue(writer.enqueue(frame(1, 3)));
    lines.awaitWriter();
    for (int author = 2; author < 20; author++) {
      expected.write(frame(author, 5));
      assertTrue(writer.enqueue(frame(author, 5)));
    }
    Thread waiting =
        new Thread(
            () -> {
              try {
                writer.write(frame(99, 4), 0, 4);
              } catch (PortException e) {
                throw new AssertionError(e);
              }
            });
    waiting.start();
    Eventually.isTrue(
        "the writer waits its turn", () -> waiting.getState() == Thread.State.WAITING);
    expected.write(frame(99, 4));
    expected.write(frame(100, 6));
    assertTrue(writer.enqueue(frame(100, 6)));
    lines.letGo();
    Eventually.isTrue("all are written", () -> counters.get(PortCounter.WRITES) == 21);
    assertArrayEquals(expected.toByteArray(), lines.written());
  }

  @Test
  void givenAFullQueue_thenFurtherFramesAreRefusedAndCounted() throws Exception {
    lines.fault(FakeLines.Fault.STUCK_DRIVER);
    assertTrue(writer.enqueue(frame(1, 3)));
    lines.awaitWriter();
    for (int i = 0; i < FrameWriter.MAX_QUEUED_FRAMES; i++) {
      assertTrue(writer.enqueue(new byte[1]));
    }
    assertFalse(writer.enqueue(new byte[1]));
    assertEquals(1, counters.get(PortCounter.QUEUE_OVERFLOWS));
    lines.letGo();
    Eventually.isTrue("there is room again", () -> writer.enqueue(new byte[1]));
  }

  @Test
  void givenAQueueFullOfBytes_thenFurtherFramesAreRefused() throws Exception {
    lines.fault(FakeLines.Fault.STUCK_DRIVER);
    assertTrue(writer.enqueue(frame(1, 3)));
    lines.awaitWriter();
    assertTrue(writer.enqueue(new byte[FrameWriter.MAX_QUEUED_BYTES]));
    assertFalse(writer.enqueue(new byte[1]));
    assertEquals(1, counters.get(PortCounter.QUEUE_OVERFLOWS));
  }

  @Test
  void givenAStuckWrite_thenItTimesOutAndIsCounted() {
    writer.setWriteTimeoutNanos(0);
    lines.fault(FakeLines.Fault.STUCK_WRITE);
    PortException e = assertThrows(PortException.class, () -> writer.write(new byte[8], 0, 8));
    assertTrue(e.getMessage().contains("did not take a frame within 0 ms"), e.getMessage());
    assertEquals(1, counters.get(PortCounter.WRITE_TIMEOUTS));
    assertEquals(1, counters.get(PortCounter.WRITES_LOST));
    assertTrue(broken.get().contains("flow control"), broken.get());
  }

  @Test
  void givenASlowLine_thenItsTransmissionTimeIsAddedToTheLimit() throws Exception {
    LineSettings slow =
        SerialSettings.of(Configs.of(Map.of("device", "fake", "baudRate", 50))).line();
    writer.attach(lines.current(), slow);
    writer.setWriteTimeoutNanos(0);
    lines.fault(FakeLines.Fault.STUCK_DRIVER);
    Future<?> write =
        threads.submit(
            () -> {
              writer.write(new byte[200], 0, 200);
              return null;
            });
    lines.awaitWriter();
    // The watchdog has looked at it at least once by the time that another write has expired.
    AtomicReference<Boolean> other = new AtomicReference<>(false);
    watchdog.watch(() -> other.set(true)).begin(System.nanoTime());
    Eventually.isTrue("the watchdog has looked around", other::get);
    lines.letGo();
    write.get();
    assertEquals(0, counters.get(PortCounter.WRITE_TIMEOUTS));
  }

  @Test
  void givenARefusedWrite_thenTheLineIsReportedBroken() {
    lines.fault(FakeLines.Fault.REFUSED_WRITE);
    assertThrows(PortException.class, () -> writer.write(new byte[8], 0, 8));
    assertEquals("refused by the test", broken.get());
    assertEquals(1, counters.get(PortCounter.WRITES_LOST));
  }

  @Test
  void givenAWriteThatEndsInTheMiddle_thenItIsKnownHowManyBytesWent() {
    lines.fault(FakeLines.Fault.HALF_A_WRITE);
    PortException e = assertThrows(PortException.class, () -> writer.write(new byte[9], 0, 9));
    assertEquals(4, e.written());
    assertEquals(4, lines.written().length);
    writer.detach("gone");
    PortException refused =
        assertThrows(PortException.class, () -> writer.write(new byte[9], 0, 9));
    assertEquals(0, refused.written());
  }

  @Test
  void givenANewLine_whenTheOldOneIsGivenUpLate_thenWritesStillGoToTheNewOne() throws Exception {
    Line old = lines.current();
    writer.attach(lines.open(SETTINGS), SETTINGS.line());
    writer.detach(old, "late");
    writer.write(new byte[3], 0, 3);
    assertEquals(3, lines.written().length);
    writer.detach(lines.current(), "in time");
    assertThrows(PortException.class, () -> writer.write(new byte[3], 0, 3));
  }

  @Test
  void givenWaitingWrites_whenTheLineIsDetached_thenTheyAreLostAndCounted() throws Exception {
    lines.fault(FakeLines.Fault.STUCK_DRIVER);
    assertTrue(writer.enqueue(new byte[3]));
    lines.awaitWriter();
    assertTrue(writer.enqueue(new byte[3]));
    Future<?> waiting =
        threads.submit(
            () -> assertThrows(PortException.class, () -> writer.write(new byte[4], 0, 4)));
    writer.detach("unplugged by the test");
    waiting.get();
    assertThrows(PortException.class, () -> writer.write(new byte[1], 0, 1));
    assertFalse(writer.enqueue(new byte[1]));
    // The caller of write may have come before or after.
    assertEquals(
        4,
        counters.get(PortCounter.WRITES_LOST) + counters.get(PortCounter.WRITES_REFUSED),
        counters.snapshot()::toString);
  }

  @Test
  void givenAWaitingCaller_whenInterrupted_thenItGivesUpItsPlace() throws Exception {
    lines.fault(FakeLines.Fault.STUCK_DRIVER);
    assertTrue(writer.enqueue(frame(1, 3)));
    lines.awaitWriter();
    AtomicReference<Exception> thrown = new AtomicReference<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                writer.write(frame(2, 3), 0, 3);
              } catch (PortException e) {
                thrown.set(e);
              }
            });
    waiting.start();
    Eventually.isTrue(
        "the writer waits its turn", () -> waiting.getState() == Thread.State.WAITING);
    waiting.interrupt();
    waiting.join();
    assertTrue(thrown.get().getCause() instanceof InterruptedException);
    lines.letGo();
    writer.write(frame(3, 3), 0, 3);
    assertWhole(lines.written(), 2);
  }

  @Test
  void givenWritersOfBothKinds_whenClosedAtAnyMoment_thenTheTurnIsGivenBack() throws Exception {
    for (int i = 0; i < 200; i++) {
      FrameWriter some = new FrameWriter("meter1", counters, watchdog, (line, reason) -> {});
      some.setWriteTimeoutNanos(TimeUnit.SECONDS.toNanos(30));
      some.attach(new FakeLines().open(SETTINGS), SETTINGS.line());
      Future<?> waits =
          threads.submit(
              () ->
                  assertThrows(
                      PortException.class,
                      () -> {
                        while (true) {
                          some.write(new byte[1], 0, 1);
                        }
                      }));
      Future<?> queues =
          threads.submit(
              () -> {
                while (some.enqueue(new byte[3000])
                    || counters.get(PortCounter.WRITES_REFUSED) == 0) {
                  Thread.onSpinWait();
                }
              });
      some.enqueue(new byte[1]);
      some.close();
      waits.get();
      queues.get();
      assertTrue(some.awaitQuiet(Duration.ofSeconds(20)), "the turn is free");
    }
  }
}
