/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.gateway.GatewayProcess;

/** Somebody asks a running gateway, from the command line and at a terminal. */
@Timeout(300)
class ShellIT {
  private static final Path HOME =
      Path.of(System.getProperty("meterway.test.home")).toAbsolutePath();
  private static final String METERWAY = HOME.resolve("bin/meterway").toString();
  private static final String CONTROL_C = "\u0003";
  private static final String CONTROL_D = "\u0004";

  @TempDir private Path folder;

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.serial.SerialPort~meter1": { "device": "%s" },
          "org.meterway.tcp.TcpHeadEnd~hes": { "host": "127.0.0.1", "port": 1 },
          "org.meterway.link.MeterLink~meter1": {
            "MeterPort.target": "(kura.service.pid=meter1)",
            "HeadEnd.target": "(kura.service.pid=hes)" } }
        """
            .formatted(folder.resolve("no-device")));
  }

  private GatewayProcess gateway() throws IOException, InterruptedException {
    GatewayProcess gateway =
        new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", "off");
    gateway.await("is up");
    GatewayProcess.until(
        "the control socket", () -> Files.exists(folder.resolve("data/control.sock")));
    return gateway;
  }

  /** What came of a command. */
  private record Answer(int status, String out, String err) {}

  private Answer ask(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--data", folder.resolve("data").toString()));
    int status =
        Main.run(
            Console.of(new ByteArrayInputStream(new byte[0]), out, err),
            all.toArray(String[]::new));
    return new Answer(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aRunningGatewayAnswers() throws Exception {
    try (GatewayProcess gateway = gateway()) {
      Answer links = ask("status", "links");
      assertEquals(0, links.status(), links.err());
      assertTrue(links.out().startsWith("LINK    STATE        PORT    HEAD END"), links.out());
      assertTrue(links.out().contains("meter1  INTERRUPTED  meter1  hes"), links.out());
      Answer all = ask("status");
      for (String part : List.of("link", "port", "headend", "store", "registry", "capture")) {
        assertTrue(all.out().contains("\n" + part + " "), all.out());
      }
      assertEquals(1, ask("status", "health").status());
      assertTrue(ask("status", "--json", "queue").out().startsWith("{\"headEnds\":[{"));
      assertTrue(ask("status", "handlers").out().contains("BOUND"));
      assertEquals(2, ask("status", "everything").status());
      assertEquals(2, ask("shell", "links", "metr1").status());
      assertTrue(ask("shell", "links", "--help").out().startsWith("links [LINK...]"));
      assertTrue(ask("shell", "reconnect", "hes").out().startsWith("The head end hes"));
      assertTrue(ask("shell", "capture", "start").out().startsWith("Capturing all links into "));
      assertEquals(0, ask("shell", "capture", "stop").status());
      assertEquals(0, gateway.count(" ERROR "), gateway.output());
    }
    assertEquals(3, ask("status").status(), "gone with the gateway");
  }

  @Test
  void whereNoGatewayRunsThatIsSaid() {
    Answer none = ask("status");
    assertEquals(3, none.status());
    assertTrue(none.err().contains("there is no folder " + folder.resolve("data")), none.err());
  }

  @Test
  void anotherUserIsNotLetIn() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another user");
    try (GatewayProcess gateway = gateway()) {
      // Let in as far as the socket, which is the guard to be tested.
      Files.setPosixFilePermissions(
          folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(
          folder.resolve("data"),
          java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      Path output = folder.resolve("output");
      Process other =
          new ProcessBuilder(
                  "setpriv",
                  "--reuid=65534",
                  "--regid=65534",
                  "--clear-groups",
                  METERWAY,
                  "status",
                  "--data",
                  folder.resolve("data").toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      String said = Files.readString(output);
      assumeTrue(!said.contains("ermission denied: "), "the checkout is closed to others: " + said);
      assertEquals(3, other.exitValue(), said);
      assertTrue(said.contains("belongs to another user"), said);
      assertEquals(0, gateway.count(" ERROR "), gateway.output());
    }
  }

  @Test
  void twentyClientsAtOnceAreAnswered() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try (GatewayProcess gateway = gateway()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(pool.submit(() -> ask("status", "links")));
      }
      for (Future<Answer> answer : answers) {
        Answer links = answer.get(60, TimeUnit.SECONDS);
        assertEquals(0, links.status(), links.err());
        assertTrue(links.out().contains("meter1"), links.out());
      }
      assertEquals(0, gateway.count(" ERROR "), gateway.output());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void theShellCompletesCancelsAndEnds() throws Exception {
    try (GatewayProcess gateway = gateway();
        Terminal terminal = new Terminal(folder, METERWAY + " shell")) {
      terminal.await("meterway> ");
      terminal.type("meterway:li\t");
      terminal.await("links ");
      terminal.type("me\t\r");
      terminal.await("LINK +STATE +PORT");
      terminal.await("meter1 +INTERRUPTED");
      terminal.await("meterway> ");
      terminal.type("tra\ton\r");
      terminal.await("Tracing all links; Ctrl-C ends it");
      terminal.type(CONTROL_C);
      terminal.await("meterway> ");
      terminal.type("links metr1\r");
      terminal.await("did you mean meter1\\?");
      terminal.await("meterway> ");
      terminal.type("exit\r");
      assertEquals(2, terminal.awaitExit(), "the status of the last command");
      assertEquals(0, gateway.count(" ERROR "), gateway.output());
    }
  }

  @Test
  void theGatewaysOwnTerminalHasGogoWithCompletion() throws Exception {
    try (Terminal terminal =
        new Terminal(folder, METERWAY + " run --config gateway.json --http off --shell")) {
      terminal.await("is up");
      terminal.await("meterway> ");
      terminal.type("meterway:li\t");
      terminal.await("meterway:links ");
      terminal.type("me\t\r");
      terminal.await("meter1 +INTERRUPTED");
      terminal.await("meterway> ");
      terminal.type("links | grep LINK\r");
      terminal.await("LINK +STATE +PORT");
      terminal.await("meterway> ");
      terminal.type("trace on\r");
      terminal.await("Tracing all links");
      terminal.type(CONTROL_C);
      terminal.await("meterway> ");
      terminal.type("lb meterway.shell\r");
      terminal.await("Active.*Meterway :: Shell");
      terminal.await("meterway> ");
      terminal.type(CONTROL_D);
      assertEquals(0, terminal.awaitExit());
    }
  }

  @Test
  void linesOfAPipeAreCommands() throws Exception {
    try (GatewayProcess gateway = gateway()) {
      Process shell =
          new ProcessBuilder("sh", "-c", "printf 'health\\nlinks\\n' | " + METERWAY + " shell")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, shell.waitFor(), output);
      assertTrue(output.startsWith("WARNING\n"), output);
      assertTrue(output.contains("LINK    STATE"), output);
      assertTrue(!output.contains("meterway>"), output);
      assertEquals(0, gateway.count(" ERROR "), gateway.output());
    }
  }
}
