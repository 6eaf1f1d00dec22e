/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.meterway.systemd.Eventually.eventually;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program and a real socket, which a process in Python listens at as systemd does. */
class SystemdNotifyTest {
  private static final String LISTEN =
      "import socket, sys\n"
          + "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
          + "s.bind(sys.argv[1])\n"
          + "print('bound', flush=True)\n"
          + "while True:\n"
          + "    print(s.recv(4096).decode().replace('\\n', '|'), flush=True)\n";

  @TempDir Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private Process listener;
  private SystemdNotify systemd;

  @BeforeEach
  void givenASocketThatSomebodyListensAt() throws Exception {
    assumeTrue(isThere("systemd-notify") && isThere("python3"), "needs systemd and python3");
    Path socket = folder.resolve("notify");
    listener =
        new ProcessBuilder("python3", "-c", LISTEN, socket.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread reader = new Thread(this::read, "output-of-the-listener");
    reader.setDaemon(true);
    reader.start();
    eventually("the socket", () -> received.contains("bound"));
    received.clear();
    systemd = new SystemdNotify("systemd-notify", Map.of("NOTIFY_SOCKET", socket.toString()));
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
  void aMessageArrivesWhole() throws Exception {
    systemd.send(List.of("READY=1", "STATUS=2 of 2 links up; größer"));
    eventually("the message", () -> !received.isEmpty());
    assertEquals("READY=1|STATUS=2 of 2 links up; größer", received.get(0));
  }

  @Test
  void signsOfLifeArriveInOrder() throws Exception {
    for (int i = 0; i < 5; i++) {
      systemd.send(List.of("WATCHDOG=1", "STATUS=" + i));
    }
    eventually("five messages", () -> messages().size() == 5);
    assertEquals(
        List.of("0", "1", "2", "3", "4"),
        messages().stream().map(message -> message.replaceAll(".*=", "")).toList());
  }

  /** The program asks whether its message was taken with one of its own. */
  private List<String> messages() {
    return received.stream().filter(message -> message.startsWith("WATCHDOG=1")).toList();
  }

  @Test
  void whereNobodyListensItIsSaidWhy() {
    SystemdNotify nobody =
        new SystemdNotify(
            "systemd-notify", Map.of("NOTIFY_SOCKET", folder.resolve("other").toString()));
    IOException failure = assertThrows(IOException.class, () -> nobody.send(List.of("READY=1")));
    assertTrue(
        failure.getMessage().startsWith("systemd-notify failed, status 1"), failure::getMessage);
  }

  @Test
  void withoutTheProgramItIsSaidWhatIsMissing() {
    SystemdNotify missing = new SystemdNotify("no-such-systemd-notify", Map.of());
    IOException failure = assertThrows(IOException.class, () -> missing.send(List.of("READY=1")));
    assertTrue(failure.getMessage().contains("no-such-systemd-notify"), failure::getMessage);
  }

  private static boolean isThere(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
