/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real gateway as systemd sees it: what it sends to the socket, and the unit that starts it. */
class ServiceIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));
  private static final String LISTEN =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      print('bound', flush=True)
      while True:
          print(s.recv(4096).decode().replace('\\n', '|'), flush=True)
      """;

  /**
   * What is left for a service of the kind: the network, serial devices, and a compiler in memory.
   */
  private static final double EXPOSURE = 2.0;

  @TempDir Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private Process listener;

  @BeforeEach
  void givenAConfiguration() throws IOException {
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.serial.SerialPort~meter1": { "device": "/dev/no-such-device" },
          "org.meterway.tcp.TcpHeadEnd~hes": { "host": "127.0.0.1", "port": 9 },
          "org.meterway.link.MeterLink~meter1": {
            "MeterPort.target": "(kura.service.pid=meter1)",
            "HeadEnd.target": "(kura.service.pid=hes)" } }
        """);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(listener.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(received::add);
    } catch (IOException | UncheckedIOException e) {
      return; // The test is over.
    }
  }

  @AfterEach
  void stopListening() {
    if (listener != null) {
      listener.destroyForcibly();
    }
  }

  @Test
  void readinessSignsOfLifeAndTheStopAreTold() throws Exception {
    Path socket = folder.resolve("notify");
    givenSomebodyListensAt(socket);
    try (GatewayProcess gateway =
        new GatewayProcess(
            Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "500000"),
            HOME,
            folder,
            "--config",
            "gateway.json",
            "--http",
            "off")) {
      gateway.await("Meterway is up");
      GatewayProcess.until("a sign of life", () -> any("WATCHDOG=1|STATUS=0 of 1 link up; "));
      assertTrue(received.get(0).startsWith("READY=1|STATUS=0 of 1 link up"), received::toString);
      gateway.terminate();
      assertEquals(143, gateway.awaitExit());
    }
    GatewayProcess.until("the stop", () -> any("STOPPING=1|STATUS=stopping"));
  }

  private boolean any(String beginning) {
    return received.stream().anyMatch(message -> message.startsWith(beginning));
  }

  private void givenSomebodyListensAt(Path socket) throws Exception {
    assumeTrue(run("systemd-notify", "--version").status() == 0, "needs systemd");
    listener =
        new ProcessBuilder("python3", "-c", LISTEN, socket.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread reader = new Thread(this::read, "output-of-the-listener");
    reader.setDaemon(true);
    reader.start();
    GatewayProcess.until("the socket", () -> received.contains("bound"));
    received.clear();
  }

  @Test
  void systemdFindsNothingWrongWithTheUnit() throws Exception {
    Path unit = givenTheUnitForThisFolder();
    Result result = run("systemd-analyze", "verify", "--man=no", unit.toString());
    assertEquals(new Result(0, ""), result);
  }

  @Test
  void theUnitExposesLittle() throws Exception {
    Path unit = givenTheUnitForThisFolder();
    Result result =
        run("systemd-analyze", "security", "--offline=true", "--no-pager", unit.toString());
    Matcher level = Pattern.compile("exposure level for \\S+: ([0-9.]+)").matcher(result.output());
    assertTrue(level.find(), result::output);
    assertTrue(Double.parseDouble(level.group(1)) <= EXPOSURE, level::group);
  }

  /** The program that it names must be there. */
  private Path givenTheUnitForThisFolder() throws Exception {
    assumeTrue(run("systemd-analyze", "--version").status() == 0, "needs systemd");
    String text = Files.readString(HOME.resolve("systemd/meterway.service"));
    assertTrue(text.contains("ExecStart=/opt/meterway/bin/meterway run "), text);
    return Files.writeString(
        folder.resolve("meterway.service"),
        text.replace("/opt/meterway", HOME.toAbsolutePath().normalize().toString()));
  }

  private record Result(int status, String output) {}

  private Result run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", "");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      return new Result(-1, e.getMessage());
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), Files.readString(output));
  }
}
