/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.simulator.Pty;

/** A real gateway whose configuration file becomes something else while it runs. */
class HostileFileIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));

  @TempDir private Path folder;
  private Path file;
  private String good;

  private interface Hostility {
    void commit() throws Exception;
  }

  private static ServerSocket headEnd() throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setSoTimeout(60_000);
    return server;
  }

  private static String configuration(Path device, int port) {
    return """
        { "org.meterway.serial.SerialPort~m": { "device": "%s" },
          "org.meterway.tcp.TcpHeadEnd~h": { "host": "127.0.0.1", "port": %d,
            "reconnectMinMs": 100, "reconnectMaxMs": 200 },
          "org.meterway.link.MeterLink~m": {
            "MeterPort.target": "(kura.service.pid=m)",
            "HeadEnd.target": "(kura.service.pid=h)" } }
        """
        .formatted(device, port);
  }

  private void write(String text) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void theLastGoodOneStaysInForceWhateverHappens() throws Exception {
    file = folder.resolve("gateway.json");
    try (Pty meter = Pty.open();
        ServerSocket headEnd = headEnd();
        ServerSocket other = headEnd()) {
      good = configuration(meter.device(), headEnd.getLocalPort());
      write(good);
      try (GatewayProcess gateway =
          new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", "off")) {
        gateway.await("Meterway is up: \\d+ bundles, 1 link");
        String unreadable = "gateway.json cannot be read; the configuration stays as it is: ";
        String invalid = "gateway.json has changed but is invalid";

        Files.delete(file);
        check(gateway, meter, headEnd, unreadable + "there is no ");
        become(() -> Files.createDirectory(file), gateway, meter, headEnd, "it is a folder");
        become(
            () -> assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor()),
            gateway,
            meter,
            headEnd,
            "it is no file");
        become(
            () -> Files.createSymbolicLink(file, file.getFileName()),
            gateway,
            meter,
            headEnd,
            unreadable + ".*(symbolic|link|loop)");
        become(
            () -> Files.write(file, new byte[] {'{', (byte) 0xFF, (byte) 0xFE, '}'}),
            gateway,
            meter,
            headEnd,
            "not text in UTF-8");
        become(
            () -> Files.writeString(file, " ".repeat(5 << 20)),
            gateway,
            meter,
            headEnd,
            "it is larger than 1024 KiB");
        become(
            () -> Files.writeString(file, "{\"a\":".repeat(200_000)),
            gateway,
            meter,
            headEnd,
            "nested deeper than");
        become(
            () -> Files.writeString(file, "{" + "\"org.meterway.x~1\":{},".repeat(47_000) + "}"),
            gateway,
            meter,
            headEnd,
            "and \\d+ more|not valid JSON");
        become(
            () -> Files.writeString(file, ""), gateway, meter, headEnd, "unexpected end of file");
        GatewayProcess.until("each is called invalid", () -> gateway.count(invalid) >= 3);

        write(configuration(meter.device(), other.getLocalPort()));
        gateway.await("gateway.json has changed and is in force");
        GatewayIT.expectHello(meter, other);
      }
    }
  }

  private void become(
      Hostility hostility, GatewayProcess gateway, Pty meter, ServerSocket headEnd, String words)
      throws Exception {
    Files.deleteIfExists(file);
    hostility.commit();
    check(gateway, meter, headEnd, words);
  }

  private static void check(GatewayProcess gateway, Pty meter, ServerSocket headEnd, String words)
      throws Exception {
    gateway.await(words);
    GatewayIT.expectHello(meter, headEnd);
  }

  @Test
  void aFileThatNeverRestsComesIntoForceAllTheSame() throws Exception {
    file = folder.resolve("gateway.json");
    try (Pty meter = Pty.open();
        ServerSocket first = headEnd();
        ServerSocket second = headEnd()) {
      write(configuration(meter.device(), first.getLocalPort()));
      AtomicBoolean ended = new AtomicBoolean();
      try (GatewayProcess gateway =
          new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", "off")) {
        gateway.await("Meterway is up: \\d+ bundles, 1 link");
        String text = configuration(meter.device(), second.getLocalPort());
        Thread writer =
            new Thread(
                () -> {
                  try {
                    for (int i = 0; !ended.get(); i++) {
                      write("// " + i + "\n" + text);
                      Thread.sleep(100);
                    }
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "writer");
        writer.start();
        try {
          gateway.await("gateway.json has changed and is in force");
          GatewayIT.expectHello(meter, second);
        } finally {
          ended.set(true);
          writer.join();
        }
      }
    }
  }
}
