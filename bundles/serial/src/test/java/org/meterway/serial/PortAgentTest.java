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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;

@Timeout(60)
class PortAgentTest {
  private static final SerialPortConfig QUICK = Configs.quick("fake");

  private final FakeLines lines = new FakeLines();

  @Test
  void givenAnAbsentDevice_thenThePortFailsAndOpensByItself() throws Exception {
    lines.fault(FakeLines.Fault.ABSENT);
    try (Port port = new Port(QUICK, lines)) {
      port.awaitCount(PortCounter.OPEN_FAILURES, 3);
      assertEquals("no such device: fake", port.agent.status().reason());
      PortException e = assertThrows(PortException.class, () -> port.write((byte) 1));
      assertTrue(e.getMessage().contains("meter1 is not open"), e.getMessage());
      assertFalse(port.agent.writer().enqueue(new byte[1]));
      assertEquals(2, port.counters.get(PortCounter.WRITES_REFUSED));

      lines.fault(FakeLines.Fault.NONE);
      port.awaitState(PortState.OPEN);
      assertEquals(
          List.of(PortState.FAILED, PortState.OPEN),
          port.listener.states(),
          "the same reason is told once");
    }
  }

  @Test
  void givenALineThatHangsUp_thenItIsCountedAndReopened() throws Exception {
    try (Port port = new Port(QUICK, lines)) {
      port.awaitState(PortState.OPEN);
      lines.current().receive(new byte[] {1, 2});
      lines.current().hangUp();
      port.awaitCount(PortCounter.OPENS, 2);
      lines.current().receive(new byte[] {3});
      port.awaitReceived(3);
      assertArrayEquals(new byte[] {1, 2, 3}, port.listener.bytes());
      assertEquals(1, port.counters.get(PortCounter.HANG_UPS));
    }
    assertEquals(lines.opened(), lines.closed());
  }

  @Test
  void givenAListenerThatInterruptsItsCaller_thenThePortReadsOnUninterrupted() throws Exception {
    try (Port port = new Port(QUICK, lines)) {
      List<Boolean> interrupted = new CopyOnWriteArrayList<>();
      port.listeners.set(
          (buffer, offset, length) -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
          },
          Map.of(PortListener.PORT, PortListener.ANY));
      port.awaitState(PortState.OPEN);
      lines.current().receive(new byte[] {1});
      lines.current().receive(new byte[] {2});
      port.awaitReceived(2);
      Eventually.isTrue("both came", () -> interrupted.size() == 2);
      assertEquals(List.of(false, false), interrupted);
      assertEquals(1, lines.opened());
    }
  }

  @Test
  void givenAListenerThatWaits_whenTheLineIsGivenUp_thenTheStateSaysSoAtOnceAndWritersAreFree()
      throws Exception {
    SerialPortConfig other = Configs.of(Map.of("device", "other", "reopenDelayMs", 10));
    CountDownLatch waiting = new CountDownLatch(1);
    try (Port port = new Port(QUICK, lines)) {
      port.listeners.set(
          (buffer, offset, length) -> {
            waiting.countDown();
            // As a link does that holds its meter back.
            while (port.agent.status().state() == PortState.OPEN) {
              LockSupport.parkNanos(1_000_000);
            }
          },
          Map.of(PortListener.PORT, PortListener.ANY));
      port.awaitState(PortState.OPEN);
      lines.fault(FakeLines.Fault.STUCK_DRIVER);
      assertTrue(port.agent.writer().enqueue(new byte[1]));
      lines.awaitWriter();
      CompletableFuture<PortException> second =
          CompletableFuture.supplyAsync(
              () -> assertThrows(PortException.class, () -> port.write((byte) 2)));
      lines.current().receive(new byte[] {1});
      waiting.await();

      port.agent.apply(SerialSettings.of(other));

      assertEquals(PortState.CLOSED, port.agent.status().state());
      second.get(20, TimeUnit.SECONDS);
      lines.fault(FakeLines.Fault.NONE);
      lines.letGo();
      port.awaitCount(PortCounter.OPENS, 2);
      port.awaitState(PortState.OPEN);
      assertEquals(PortState.CLOSED, port.listener.states().get(1));
    }
  }

  @Test
  void givenAnOpenerThatThrows_thenThePortFailsAndGoesOn() throws Exception {
    lines.fault(FakeLines.Fault.BROKEN_OPENER);
    try (Port port = new Port(QUICK, lines)) {
      port.awaitState(PortState.FAILED);
      assertTrue(port.agent.status().reason().startsWith("internal error: "));
      lines.fault(FakeLines.Fault.NONE);
      port.awaitState(PortState.OPEN);
    }
  }

  @Test
  void givenALongReopenDelay_whenItIsShortened_thenTheNewOneCountsAtOnce() throws Exception {
    lines.fault(FakeLines.Fault.ABSENT);
    SerialPortConfig patient = Configs.of(Map.of("device", "fake", "reopenDelayMs", 3_600_000));
    try (Port port = new Port(patient, lines)) {
      port.awaitState(PortState.FAILED);
      port.agent.apply(SerialSettings.of(QUICK));
      port.awaitCount(PortCounter.OPEN_FAILURES, 4);
    }
  }

  @Test
  void givenAStuckWrite_thenThePortIsReopenedAndUsableAgain() throws Exception {
    SerialPortConfig config =
        Configs.of(Map.of("device", "fake", "reopenDelayMs", 10, "writeTimeoutMs", 50));
    try (Port port = new Port(config, lines)) {
      port.awaitState(PortState.OPEN);
      lines.fault(FakeLines.Fault.STUCK_WRITE);
      assertThrows(PortException.class, () -> port.write((byte) 1));
      lines.fault(FakeLines.Fault.NONE);
      port.awaitCount(PortCounter.OPENS, 2);
      port.awaitState(PortState.OPEN);
      port.write((byte) 2);
      assertArrayEquals(new byte[] {2}, lines.written());
      assertEquals(1, port.counters.get(PortCounter.WRITE_TIMEOUTS));
      assertEquals(0, port.counters.get(PortCounter.HANG_UPS));
    }
  }

  @Test
  void givenADriverThatKeepsAWrite_thenTheDeviceIsNotReopenedUnderIt() throws Exception {
    try (Port port = new Port(QUICK, lines)) {
      port.awaitState(PortState.OPEN);
      lines.fault(FakeLines.Fault.STUCK_DRIVER);
      assertTrue(port.agent.writer().enqueue(new byte[] {1}));
      lines.awaitWriter();
      lines.current().hangUp();
      Eventually.isTrue(
          "the port says what it waits for",
          () -> port.agent.status().reason().contains("does not give back a write"));
      assertEquals(1, lines.opened());
      lines.fault(FakeLines.Fault.NONE);
      lines.letGo();
      port.awaitCount(PortCounter.OPENS, 2);
    }
  }

  @Test
  void givenEqualSettings_whenModified_thenTheLineStaysOpen() throws Exception {
    try (Port port = new Port(QUICK, lines)) {
      port.awaitState(PortState.OPEN);
      Line before = port.agent.line();
      port.agent.apply(SerialSettings.of(Configs.quick("fake")));
      port.agent.apply(
          SerialSettings.of(Configs.of(Map.of("device", "fake", "writeTimeoutMs", 777))));
      assertEquals(before, port.agent.line());
      assertEquals(0, lines.closed());
    }
  }

  @Test
  void givenAChangedLine_whenModified_thenItReopensAtOnceAndIsNoFailure() throws Exception {
    SerialPortConfig patient = Configs.of(Map.of("device", "fake", "reopenDelayMs", 3_600_000));
    try (Port port = new Port(patient, lines)) {
      port.awaitState(PortState.OPEN);
      port.agent.apply(
          SerialSettings.of(
              Configs.of(Map.of("device", "fake", "reopenDelayMs", 3_600_000, "baudRate", 9600))));
      port.awaitCount(PortCounter.OPENS, 2);
      port.awaitState(PortState.OPEN);
      assertEquals(
          List.of(PortState.OPEN, PortState.CLOSED, PortState.OPEN), port.listener.states());
      assertEquals(0, port.counters.get(PortCounter.HANG_UPS));
    }
  }

  @Test
  void givenAnOpenPort_whenAskedToReopen_thenItDoesSoAtOnceAndIsNoFailure() throws Exception {
    SerialPortConfig patient = Configs.of(Map.of("device", "fake", "reopenDelayMs", 3_600_000));
    try (Port port = new Port(patient, lines)) {
      port.awaitState(PortState.OPEN);
      port.agent.reopen("asked by a test");
      port.awaitCount(PortCounter.OPENS, 2);
      port.awaitState(PortState.OPEN);
      assertEquals(
          List.of(PortState.OPEN, PortState.CLOSED, PortState.OPEN), port.listener.states());
      assertEquals(0, port.counters.get(PortCounter.HANG_UPS));
    }
  }

  @Test
  void givenALongReopenDelay_whenAskedToReopen_thenItIsTriedAtOnce() throws Exception {
    lines.fault(FakeLines.Fault.ABSENT);
    SerialPortConfig patient = Configs.of(Map.of("device", "fake", "reopenDelayMs", 3_600_000));
    try (Port port = new Port(patient, lines)) {
      port.awaitState(PortState.FAILED);
      lines.fault(FakeLines.Fault.NONE);
      port.agent.reopen("asked by a test");
      port.awaitState(PortState.OPEN);
    }
  }

  @Test
  void givenALongReopenDelay_whenTheDeviceIsCorrected_thenItOpensAtOnce() throws Exception {
    lines.fault(FakeLines.Fault.ABSENT);
    SerialPortConfig patient = Configs.of(Map.of("device", "wrong", "reopenDelayMs", 3_600_000));
    try (Port port = new Port(patient, lines)) {
      port.awaitState(PortState.FAILED);
      lines.fault(FakeLines.Fault.NONE);
      port.agent.apply(
          SerialSettings.of(Configs.of(Map.of("device", "right", "reopenDelayMs", 3_600_000))));
      port.awaitState(PortState.OPEN);
      assertEquals("right", port.agent.line().device());
    }
  }

  @Test
  void givenAPortInAnyState_whenClosed_thenItsThreadsEnd() throws Exception {
    for (FakeLines.Fault fault :
        List.of(FakeLines.Fault.NONE, FakeLines.Fault.ABSENT, FakeLines.Fault.STUCK_WRITE)) {
      FakeLines some = new FakeLines();
      some.fault(fault);
      Port port = new Port(Configs.of(Map.of("device", "fake")), some);
      port.awaitState(fault == FakeLines.Fault.ABSENT ? PortState.FAILED : PortState.OPEN);
      if (fault == FakeLines.Fault.STUCK_WRITE) {
        assertTrue(port.agent.writer().enqueue(new byte[1]));
        some.awaitWriter();
      }
      port.close();
      assertEquals(PortState.CLOSED, port.agent.status().state());
      assertFalse(port.agent.writer().enqueue(new byte[1]));
      Eventually.isTrue("no thread is left after " + fault, PortAgentTest::noThreadIsLeft);
    }
  }

  @Test
  void givenAFlappingDevice_whenClosedAtAnyMoment_thenEveryLineIsClosed() throws Exception {
    lines.fault(FakeLines.Fault.HANGS_UP);
    for (int i = 0; i < 50; i++) {
      Port port = new Port(QUICK, lines);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> port.agent.writer().enqueue(new byte[1]));
      port.close();
      writer.get(20, TimeUnit.SECONDS);
    }
    assertEquals(lines.opened(), lines.closed());
  }

  private static boolean noThreadIsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().startsWith("meterway-serial"));
  }
}
