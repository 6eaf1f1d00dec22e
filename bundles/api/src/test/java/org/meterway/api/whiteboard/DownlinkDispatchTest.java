/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;

@Timeout(60)
class DownlinkDispatchTest {
  private static final int PIECE = 4096;

  private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
  private final DownlinkDispatch dispatch =
      new DownlinkDispatch(
          "hes", Duration.ZERO, System::nanoTime, (line, cause) -> logged.add(line));

  @AfterEach
  void close() {
    dispatch.close();
  }

  @Test
  void theOnlyListenerIsCalledOnTheBringingThreadWithTheBytesThemselves() {
    List<Object> seen = new ArrayList<>();
    put(
        "meter1",
        (buffer, offset, length) -> {
          seen.add(Thread.currentThread());
          seen.add(buffer);
        });
    byte[] bytes = {1, 2, 3};

    dispatch.received(bytes, 0, 3);

    assertSame(Thread.currentThread(), seen.get(0));
    assertSame(bytes, seen.get(1));
    assertEquals(0, threads());
  }

  @Test
  void aStalledListenerDelaysNoneOfTheOthersAndItsBytesAreCounted() {
    Listener stalled = new Listener();
    Listener quick = new Listener();
    stalled.hold();
    put("stalled", stalled);
    put("quick", quick);
    int pieces = 3 * DownlinkDispatch.BUFFER_BYTES / PIECE;

    for (int number = 0; number < pieces; number++) {
      bring(number);
      int sofar = number + 1;
      await(() -> quick.numbers().size() == sofar);
    }

    assertEquals(numbers(0, pieces), quick.numbers());
    assertTrue(dispatch.bufferedBytes() <= DownlinkDispatch.BUFFER_BYTES);
    stalled.release();
    await(() -> dispatch.bufferedBytes() == 0);
    int taken = stalled.numbers().size();
    assertEquals(numbers(0, taken), stalled.numbers());
    assertTrue(taken > 50 && taken < pieces, () -> taken + " of " + pieces);
    long missed = (long) (pieces - taken) * PIECE;
    assertEquals(missed, counted("undeliverable.bytes"));
    assertEquals(missed, counted("listener.overflow.bytes"));
    assertEquals(1, logged.size());
    assertTrue(logged.get(0).contains("faster than stalled takes them"), logged.get(0));
  }

  @Test
  void listenersOfNearlyOnePaceGetEverythingHoweverQuicklyItComes() throws Exception {
    Listener one = new Listener();
    Listener other = new Listener();
    one.pace();
    other.pace();
    put("one", one);
    put("other", other);
    int step = DownlinkDispatch.BUFFER_BYTES / PIECE / 3;
    int pieces = 30 * step;
    Thread bringing = new Thread(() -> numbers(0, pieces).forEach(this::bring));
    bringing.start();

    for (int taken = step; taken <= pieces; taken += step) {
      int expected = taken;
      one.take(step);
      await(() -> one.numbers().size() == expected);
      other.take(step);
      await(() -> other.numbers().size() == expected);
    }

    bringing.join(10_000);
    assertTrue(numbers(0, pieces).equals(one.numbers()));
    assertTrue(numbers(0, pieces).equals(other.numbers()));
    assertEquals(0, counted("undeliverable.bytes"));
  }

  @Test
  void whileAllAreFullTheBringingThreadWaitsUntilOneWouldRunDry() throws Exception {
    Listener one = new Listener();
    Listener other = new Listener();
    one.hold();
    other.hold();
    put("one", one);
    put("other", other);
    int pieces = DownlinkDispatch.BUFFER_BYTES / PIECE + 10;
    Thread bringing = new Thread(() -> numbers(0, pieces).forEach(this::bring));
    bringing.start();
    await(() -> bringing.getState() == Thread.State.WAITING);
    assertEquals(0, counted("undeliverable.bytes"));

    one.release();

    bringing.join(10_000);
    await(() -> one.numbers().size() == pieces);
    assertTrue(counted("undeliverable.bytes") > 0, "the other one has missed some");
    other.release();
  }

  @Test
  void aWaitForRoomEndsWhenAListenerComes() throws Exception {
    Listener one = new Listener();
    Listener other = new Listener();
    Listener late = new Listener();
    one.hold();
    other.hold();
    put("one", one);
    put("other", other);
    int pieces = DownlinkDispatch.BUFFER_BYTES / PIECE + 1;
    Thread bringing = new Thread(() -> numbers(0, pieces).forEach(this::bring));
    bringing.start();
    await(() -> bringing.getState() == Thread.State.WAITING);

    put("late", late);

    bringing.join(10_000);
    await(() -> !late.numbers().isEmpty());
    one.release();
    other.release();
  }

  @Test
  void betweenOneAndSeveralListenersTheOrderStaysAndNothingIsLost() {
    Listener lasting = new Listener();
    put("lasting", lasting);
    int next = 0;
    for (int round = 0; round < 200; round++) {
      Listener passing = new Listener();
      put("passing", passing);
      for (int i = 0; i < 3; i++) {
        bring(next++);
      }
      dispatch.remove(passing);
      for (int i = 0; i < 3; i++) {
        bring(next++);
      }
    }
    int pieces = next;

    await(() -> lasting.numbers().size() == pieces);
    assertEquals(numbers(0, pieces), lasting.numbers());
  }

  @Test
  void aListenerThatIsLeftAloneIsCalledDirectlyAgain() {
    List<Thread> callers = Collections.synchronizedList(new ArrayList<>());
    Listener passing = new Listener();
    put("lasting", (buffer, offset, length) -> callers.add(Thread.currentThread()));
    put("passing", passing);
    bring(0);
    dispatch.remove(passing);

    bring(1);

    assertEquals(2, callers.size());
    assertEquals("meterway-downlink-hes-lasting", callers.get(0).getName());
    assertTrue(callers.get(0).isDaemon());
    assertSame(Thread.currentThread(), callers.get(1));
  }

  @Test
  void pieceLongerThanTheBufferIsTakenWhenNothingWaits() {
    Listener one = new Listener();
    put("one", one);
    put("other", new Listener());

    dispatch.received(
        new byte[2 * DownlinkDispatch.BUFFER_BYTES], 0, 2 * DownlinkDispatch.BUFFER_BYTES);

    await(() -> one.numbers().size() == 1);
    assertEquals(0, counted("undeliverable.bytes"));
  }

  @Test
  void whatWaitsForARemovedListenerIsCounted() throws Exception {
    Listener stalled = new Listener();
    stalled.hold();
    put("stalled", stalled);
    put("other", new Listener());
    bring(0);
    await(stalled::isCalled);
    bring(1);
    bring(2);

    CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> dispatch.remove(stalled));
    await(() -> counted("undeliverable.bytes") == 2 * PIECE);
    stalled.release();

    removal.get(10, TimeUnit.SECONDS);
    assertEquals(numbers(0, 1), stalled.numbers());
    assertEquals(0, counted("listener.overflow.bytes"));
  }

  @Test
  void aRemovedListenerThatHangsIsInterrupted() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    DownlinkListener hanging =
        (buffer, offset, length) -> {
          called.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        };
    put("hanging", hanging);
    put("other", new Listener());
    bring(0);
    await(() -> called.getCount() == 0);

    dispatch.remove(hanging);

    await(() -> interrupted.getCount() == 0);
  }

  @Test
  void aListenerMayRemoveItself() {
    List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
    DownlinkListener passing =
        new DownlinkListener() {
          @Override
          public void received(byte[] buffer, int offset, int length) {
            dispatch.remove(this);
            interrupted.add(Thread.currentThread().isInterrupted());
          }
        };
    put("passing", passing);
    put("other", new Listener());

    bring(0);

    await(() -> interrupted.equals(List.of(false)));
  }

  @Test
  void statesComeBehindTheBytesThatCameBefore() {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    DownlinkListener listener =
        new DownlinkListener() {
          @Override
          public void received(byte[] buffer, int offset, int length) {
            seen.add("bytes");
          }

          @Override
          public void stateChanged(HeadEndStatus status) {
            seen.add(status.state().name());
          }
        };
    put("one", listener);
    dispatch.stateChanged(status(HeadEndState.CONNECTED));
    put("other", new Listener());
    bring(0);
    dispatch.stateChanged(status(HeadEndState.WAITING));

    await(() -> seen.size() == 3);
    assertEquals(List.of("CONNECTED", "bytes", "WAITING"), seen);
  }

  @Test
  void aListenerThatThrowsIsCountedAndGoesOn() {
    Listener sound = new Listener();
    put(
        "faulty",
        (buffer, offset, length) -> {
          throw new NoClassDefFoundError("gone");
        });
    bring(0);
    put("sound", sound);
    bring(1);

    await(() -> counted("listener.errors") == 2);
    await(() -> sound.numbers().equals(List.of(1)));
    assertTrue(logged.get(0).startsWith("hes: listener faulty ("), logged.get(0));
  }

  @Test
  void bytesThatNobodyWantsAreCounted() {
    dispatch.put(new Listener(), Map.of(DownlinkListener.HEAD_END, "other"));

    bring(0);

    assertEquals(PIECE, counted("undeliverable.bytes"));
    assertEquals(List.of("hes: bytes came down, but no listener names this head end"), logged);
  }

  @Test
  void closingEndsWithinItsBoundWhateverListenersDo() throws Exception {
    Listener one = new Listener();
    Listener other = new Listener();
    one.hold();
    other.hold();
    put("one", one);
    put("other", other);
    int pieces = DownlinkDispatch.BUFFER_BYTES / PIECE + 1;
    Thread bringing = new Thread(() -> numbers(0, pieces).forEach(this::bring));
    bringing.start();
    await(() -> bringing.getState() == Thread.State.WAITING);
    long begin = System.nanoTime();

    dispatch.close();

    assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10));
    bringing.join(10_000);
    assertFalse(bringing.isAlive());
    one.release();
    other.release();
    await(() -> dispatch.bufferedBytes() == 0);
    long taken = one.numbers().size() + other.numbers().size();
    assertEquals((2L * pieces - taken) * PIECE, counted("undeliverable.bytes"));
    await(() -> threads() == 0);
  }

  private void put(String name, DownlinkListener listener) {
    dispatch.put(listener, Map.of(DownlinkListener.HEAD_END, "hes", DownlinkListener.NAME, name));
  }

  /** A piece that says which one it is. */
  private void bring(int number) {
    byte[] piece = new byte[PIECE];
    piece[0] = (byte) (number >> 8);
    piece[1] = (byte) number;
    dispatch.received(piece, 0, PIECE);
  }

  private long counted(String counter) {
    return dispatch.counters().get(counter);
  }

  private static List<Integer> numbers(int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int number = from; number < to; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  private static HeadEndStatus status(HeadEndState state) {
    return new HeadEndStatus("hes", state, "", Instant.EPOCH, 0, 0, 0);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("meterway-downlink-"))
        .count();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not in time");
      LockSupport.parkNanos(100_000);
    }
  }

  /** Remembers the numbers of the pieces, as slowly as a test wants it. */
  private static final class Listener implements DownlinkListener {
    private final List<Integer> numbers = new ArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean called;
    private volatile Semaphore pace = new Semaphore(Integer.MAX_VALUE);

    void hold() {
      gate = new CountDownLatch(1);
    }

    void release() {
      gate.countDown();
    }

    /** From now on it takes as many pieces as it is told to. */
    void pace() {
      pace = new Semaphore(0);
    }

    void take(int pieces) {
      pace.release(pieces);
    }

    boolean isCalled() {
      return called;
    }

    synchronized List<Integer> numbers() {
      return List.copyOf(numbers);
    }

    @Override
    public void received(byte[] buffer, int offset, int length) {
      called = true;
      boolean interrupted = false;
      while (gate.getCount() > 0) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      pace.acquireUninterruptibly();
      synchronized (this) {
        numbers.add((buffer[offset] & 0xFF) << 8 | buffer[offset + 1] & 0xFF);
      }
    }
  }
}
