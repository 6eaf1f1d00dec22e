/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortState;
import org.meterway.simulator.Pty;

/** The whole port on jSerialComm and real pseudo-terminals. */
@Timeout(60)
class SerialPtyTest {
  /** One for all tests: the library is loaded once in a process. */
  private static final NativeLibrary LIBRARY =
      new NativeLibrary(Path.of("target", "native-library").toAbsolutePath());

  private static Port open(SerialPortConfig config) {
    return new Port(config, new JSerialCommOpener(LIBRARY));
  }

  private static Port open(Path device) {
    return open(Configs.quick(device.toString()));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static byte[] readExactly(Pty pty, int length) throws IOException {
    byte[] bytes = new byte[length];
    int count = 0;
    while (count < length) {
      int more = pty.read(bytes, count, length - count);
      assertTrue(more > 0, "the line ended after " + count + " bytes");
      count += more;
    }
    return bytes;
  }

  @Test
  void givenAMeter_whenBothSend_thenAllBytesArriveUnchanged() throws Exception {
    try (Pty meter = Pty.open();
        Port port = open(meter.device())) {
      port.awaitState(PortState.OPEN);
      byte[] up = random(100_000);
      meter.write(up);
      port.awaitReceived(up.length);
      assertArrayEquals(up, port.listener.bytes());

      byte[] down = random(100_000);
      CompletableFuture<byte[]> arrived =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return readExactly(meter, down.length);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      port.agent.writer().write(down, 100, 90_000);
      port.agent.writer().write(down, 0, 4096);
      assertTrue(port.agent.writer().enqueue(Arrays.copyOf(down, 5904)));
      byte[] received = arrived.get(20, TimeUnit.SECONDS);
      assertArrayEquals(Arrays.copyOfRange(down, 100, 90_100), Arrays.copyOf(received, 90_000));
      assertArrayEquals(Arrays.copyOf(down, 4096), Arrays.copyOfRange(received, 90_000, 94_096));
      assertArrayEquals(Arrays.copyOf(down, 5904), Arrays.copyOfRange(received, 94_096, 100_000));
    }
  }

  @Test
  void givenALineSettingOfEveryKind_thenThePortOpens() throws Exception {
    try (Pty meter = Pty.open()) {
      Map<String, Object> values =
          Map.of(
              "device",
              meter.device().toString(),
              "baudRate",
              250_000,
              "dataBits",
              8,
              "stopBits",
              "2",
              "flowControl",
              "XON_XOFF",
              "rs485",
              true,
              "rs485DelayAfterMs",
              1);
      try (Port port = open(Configs.of(values))) {
        port.awaitState(PortState.OPEN);
        assertEquals(
            "requested, but " + meter.device() + " has no driver that could do it",
            port.agent.line().rs485());
      }
    }
  }

  @Test
  void givenADeviceThatVanishes_whenItReturns_thenThePortWorksAgain(@TempDir Path folder)
      throws Exception {
    Path link = folder.resolve("usb-meter");
    Pty first = Pty.open();
    first.linkAt(link);
    try (Port port = open(link)) {
      port.awaitState(PortState.OPEN);
      first.close();
      port.awaitState(PortState.FAILED);
      port.awaitCount(PortCounter.OPEN_FAILURES, 2);
      assertEquals(1, port.counters.get(PortCounter.HANG_UPS));
      assertTrue(
          port.agent.status().reason().contains("is a link to a device that is not there"),
          port.agent.status().reason());
      assertThrows(PortException.class, () -> port.write((byte) 1));

      try (Pty second = Pty.open()) {
        second.linkAt(link);
        port.awaitState(PortState.OPEN);
        second.write(new byte[] {5, 6});
        port.awaitCount(PortCounter.BYTES_IN, 2);
        port.write((byte) 7);
        assertArrayEquals(new byte[] {7}, readExactly(second, 1));
      }
    }
  }

  @Test
  void givenALinkThatPointsElsewhere_whenTheDeviceHangsUp_thenTheNewOneIsOpened(
      @TempDir Path folder) throws Exception {
    Path link = folder.resolve("usb-meter");
    Pty first = Pty.open();
    try (Pty second = Pty.open()) {
      first.linkAt(link);
      try (Port port = open(link)) {
        port.awaitState(PortState.OPEN);
        assertEquals(first.device().toString(), port.agent.line().device());
        second.linkAt(link);
        first.close();
        port.awaitCount(PortCounter.OPENS, 2);
        port.awaitState(PortState.OPEN);
        assertEquals(second.device().toString(), port.agent.line().device());
      }
    }
  }

  @Test
  void givenPathsThatAreNoDevices_thenTheReasonSaysSo(@TempDir Path folder) throws Exception {
    try (Port absent = open(folder.resolve("ttyUSB7"));
        Port file = open(Files.createFile(folder.resolve("file")))) {
      absent.awaitState(PortState.FAILED);
      assertEquals(
          "no such device: " + folder.resolve("ttyUSB7") + " (is the adapter plugged in?)",
          absent.agent.status().reason());
      file.awaitState(PortState.FAILED);
      assertEquals(
          folder.resolve("file") + " is not a serial device", file.agent.status().reason());
    }
  }

  @Test
  void givenADeviceInUse_thenTheReasonSaysSoAndThePortWaitsForIt() throws Exception {
    try (Pty meter = Pty.open();
        Port first = open(meter.device())) {
      first.awaitState(PortState.OPEN);
      try (Port second = open(meter.device())) {
        second.awaitState(PortState.FAILED);
        assertEquals(
            meter.device() + " is in use by another port of this gateway",
            second.agent.status().reason());
        first.agent.close();
        second.awaitState(PortState.OPEN);
      }
    }
  }

  @Test
  void givenAMeterThatTakesNothing_whenAWriteExceedsItsLimit_thenThePortIsUsableAgain()
      throws Exception {
    try (Pty meter = Pty.open()) {
      SerialPortConfig config =
          Configs.of(
              Map.of(
                  "device", meter.device().toString(),
                  "baudRate", 4_000_000,
                  "reopenDelayMs", 10,
                  "writeTimeoutMs", 50));
      try (Port port = open(config)) {
        port.awaitState(PortState.OPEN);
        PortException e = assertThrows(PortException.class, () -> port.write(new byte[200_000]));
        assertTrue(e.getMessage().contains("did not take a frame within 50 ms"), e.getMessage());
        assertEquals(1, port.counters.get(PortCounter.WRITE_TIMEOUTS));
        port.awaitCount(PortCounter.OPENS, 2);
        port.awaitState(PortState.OPEN);

        byte[] rest = new byte[1 << 16];
        while (meter.readable(Duration.ofMillis(50))) {
          meter.read(rest);
        }
        port.write((byte) 42);
        assertArrayEquals(new byte[] {42}, readExactly(meter, 1));
        meter.write(new byte[] {1});
        port.awaitCount(PortCounter.BYTES_IN, 1);
      }
    }
  }

  @Test
  void givenAnIdlePort_thenItsReaderUsesNoProcessorTime() throws Exception {
    try (Pty meter = Pty.open();
        Port port = open(meter.device())) {
      port.awaitState(PortState.OPEN);
      meter.write(new byte[] {1});
      port.awaitCount(PortCounter.BYTES_IN, 1);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long reader =
          Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
              .filter(thread -> thread != null)
              .filter(thread -> thread.getThreadName().equals("meterway-serial-" + Port.NAME))
              .findAny()
              .orElseThrow()
              .getThreadId();
      // A reader that waits in the system call stands still; one that polls never does.
      long[] last = {-1};
      int[] unchanged = {0};
      Eventually.isTrue(
          "the processor time of the reader stands still for 200 looks in a row",
          () -> {
            long now = threads.getThreadCpuTime(reader);
            unchanged[0] = now == last[0] ? unchanged[0] + 1 : 0;
            last[0] = now;
            return unchanged[0] >= 200;
          });
    }
  }

  @Test
  void givenAnIdleOrAStuckPort_whenClosed_thenThatEndsWithinItsLimit() throws Exception {
    try (Pty meter = Pty.open()) {
      for (boolean stuck : new boolean[] {false, true}) {
        Port port = open(meter.device());
        port.awaitState(PortState.OPEN);
        if (stuck) {
          assertTrue(port.agent.writer().enqueue(new byte[200_000]));
          assertTrue(meter.readable(Duration.ofSeconds(20)));
        }
        port.close();
        assertEquals(PortState.CLOSED, port.agent.status().state());
      }
    }
  }
}
