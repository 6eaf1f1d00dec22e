/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.simulator.Pty;

/** A head end that sends without a pause until the connection closes, and a gateway that stops. */
class ShutdownIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));
  private static final int NUMBERS_A_BURST = 64;
  private static final long MILLIS_A_BURST = 5;

  @TempDir private Path folder;

  @RepeatedTest(3)
  void whatTheGatewayHasReadReachesTheMeterBeforeItEnds() throws Exception {
    try (Pty meter = Pty.open();
        ServerSocket headEnd = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      headEnd.setSoTimeout(60_000);
      configure(meter.device(), headEnd.getLocalPort());
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      Thread listener = new Thread(() -> listen(meter, line), "meter");
      GatewayProcess gateway =
          new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", "off");
      try (Socket connection = headEnd.accept()) {
        Thread sender = new Thread(() -> send(connection), "head-end");
        sender.start();
        listener.start();
        GatewayProcess.until("bytes come down", () -> size(line) > 10_000);

        long begin = System.nanoTime();
        gateway.terminate();
        assertEquals(143, gateway.awaitExit());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);

        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took.toString());
        sender.join();
      }
      GatewayProcess.until("the line is quiet", new Quiet(line)::isQuiet);
      byte[] payloads = payloads(bytes(line));
      assertArrayEquals(numbers(payloads.length), payloads, "nothing is missing in between");
      assertEquals(0, gateway.count("did not reach the meter|bytes came down"), gateway.output());
      listener.interrupt();
    }
  }

  private void configure(Path device, int port) throws IOException {
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.serial.SerialPort~m": { "device": "%s", "baudRate": 921600 },
          "org.meterway.tcp.TcpHeadEnd~h": { "host": "127.0.0.1", "port": %d },
          "org.meterway.link.MeterLink~m": {
            "MeterPort.target": "(kura.service.pid=m)",
            "HeadEnd.target": "(kura.service.pid=h)" } }
        """
            .formatted(device, port));
  }

  /** The numbers from 0 on, four bytes each, until nobody takes them any more. */
  private static void send(Socket connection) {
    try (OutputStream stream = connection.getOutputStream()) {
      for (int next = 0; true; next += NUMBERS_A_BURST) {
        stream.write(numbers(next, NUMBERS_A_BURST));
        Thread.sleep(MILLIS_A_BURST);
      }
    } catch (IOException e) {
      // The gateway has closed the connection.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] numbers(int first, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * count);
    for (int i = 0; i < count; i++) {
      buffer.putInt(first + i);
    }
    return buffer.array();
  }

  private static byte[] numbers(int bytes) {
    return Arrays.copyOf(numbers(0, bytes / Integer.BYTES + 1), bytes);
  }

  private static void listen(Pty meter, ByteArrayOutputStream line) {
    byte[] buffer = new byte[4096];
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (meter.readable(Duration.ofMillis(50))) {
          int length = meter.read(buffer);
          synchronized (line) {
            line.write(buffer, 0, Math.max(0, length));
          }
        }
      }
    } catch (IOException e) {
      // The terminal is gone; what came before is what counts.
      return;
    }
  }

  private static int size(ByteArrayOutputStream line) {
    synchronized (line) {
      return line.size();
    }
  }

  private static byte[] bytes(ByteArrayOutputStream line) {
    synchronized (line) {
      return line.toByteArray();
    }
  }

  /** The payloads of all frames; the bytes must be whole frames and nothing else. */
  private static byte[] payloads(byte[] line) {
    ByteArrayOutputStream payloads = new ByteArrayOutputStream();
    int at = 0;
    while (at < line.length) {
      assertEquals(0x7E, line[at]);
      int length = (line[at + 5] & 0xFF) << 8 | line[at + 6] & 0xFF;
      payloads.write(line, at + 8, length - 1);
      at += 7 + length + 3;
    }
    assertEquals(line.length, at, "the last frame is whole");
    return payloads.toByteArray();
  }

  /** Whether nothing has come since the last look. */
  private static final class Quiet {
    private final ByteArrayOutputStream line;
    private int before = -1;

    Quiet(ByteArrayOutputStream line) {
      this.line = line;
    }

    boolean isQuiet() {
      int now = size(line);
      boolean quiet = now == before;
      before = now;
      return quiet;
    }
  }
}
