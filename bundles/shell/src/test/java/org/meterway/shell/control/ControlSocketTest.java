/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.status.Status;

/** A real socket with clients that behave and others. */
@Timeout(60)
class ControlSocketTest {
  @TempDir Path folder;

  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private ControlSocket socket;
  private Path path;

  private final Commands commands =
      new Commands() {
        @Override
        public int run(List<String> words, PrintWriter out) throws InterruptedException {
          switch (words.isEmpty() ? "" : words.get(0)) {
            case "echo" -> out.println(String.join(" ", words));
            case "fail" -> out.println("no");
            case "much" -> {
              while (!out.checkError()) {
                out.println("x".repeat(1000));
              }
            }
            case "wait" -> {
              waiting.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            }
            default -> out.println("nothing");
          }
          return words.contains("fail") ? 7 : 0;
        }

        @Override
        public List<String> complete(List<String> words) {
          return List.of("one", "two");
        }
      };

  @BeforeEach
  void open() {
    path = folder.resolve("control.sock");
    socket = new ControlSocket(path, commands, new Patience(500, 1_000));
    start();
  }

  @AfterEach
  void close() {
    socket.close();
  }

  private void start() {
    socket.start();
    await(() -> !status().state().equals("OPENING"));
  }

  private Status status() {
    return socket.describe("control");
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "in time");
      Thread.onSpinWait();
    }
  }

  @Test
  void commandsAnswerWithOutputAndExitStatus() throws IOException {
    try (RawClient client = new RawClient(path)) {
      client.request('R', "echo", "a b", "ü");
      assertEquals("echo a b ü\n", client.output());
      assertEquals(0, client.status());
    }
    try (RawClient client = new RawClient(path)) {
      client.request('R', "fail");
      assertEquals("no\n", client.output());
      assertEquals(7, client.status());
    }
    try (RawClient client = new RawClient(path)) {
      client.request('C', "tr");
      assertEquals("one\ntwo\n", client.output());
    }
  }

  @Test
  void onlyTheOwnerReachesIt() throws IOException {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @Test
  void whatAnEarlierProcessHasLeftIsReplaced() throws IOException {
    socket.close();
    assertFalse(Files.exists(path));
    // As after a kill: the file is there, and nobody listens.
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path));
    }
    socket = new ControlSocket(path, commands);
    start();
    try (RawClient client = new RawClient(path)) {
      client.request('R', "echo");
      assertEquals("echo\n", client.output());
    }
  }

  @Test
  void whereThePathIsTooLongItIsElsewhereAndAFileSaysWhere() throws IOException {
    socket.close();
    Path deep = folder.resolve("d".repeat(120)).resolve("control.sock");
    socket = new ControlSocket(deep, commands);
    start();
    Path pointer = deep.resolveSibling("control.sock.path");
    Path real = Path.of(Files.readString(pointer).strip());
    try (RawClient client = new RawClient(real)) {
      client.request('R', "echo");
      assertEquals("echo\n", client.output());
    }
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(real.getParent())));
    socket.close();
    assertFalse(Files.exists(pointer));
    assertFalse(Files.exists(real.getParent()));
  }

  @Test
  void thePathMayBeAsLongAsTheSystemLetsIt() {
    socket.close();
    int room = SocketFile.LONGEST_PATH - folder.toString().length() - "/".length();
    Path longest = folder.resolve("s".repeat(room));
    socket = new ControlSocket(longest, commands);
    start();
    assertEquals("LISTENING", status().state(), status().reason());
    assertEquals(longest.toString(), status().facts().get("path"));
  }

  @Test
  void aClientThatGoesAwayCancelsItsCommand() throws Exception {
    try (RawClient client = new RawClient(path)) {
      client.request('R', "wait");
      assertTrue(waiting.await(20, TimeUnit.SECONDS));
    }
    assertTrue(interrupted.await(20, TimeUnit.SECONDS));
    await(() -> status().facts().get("connections").equals("0"));
    assertEquals(1, status().counters().get("cancelled"));
  }

  @Test
  void closingEndsRunningCommandsWithinABound() throws Exception {
    try (RawClient client = new RawClient(path)) {
      client.request('R', "wait");
      assertTrue(waiting.await(20, TimeUnit.SECONDS));
      long begin = System.nanoTime();
      socket.close();
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(3).toNanos());
      assertTrue(interrupted.await(20, TimeUnit.SECONDS));
      assertFalse(Files.exists(path));
    }
  }

  @Test
  void twentyClientsAtOnceAreAllServedEightAtATime() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(20);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String word = "n" + i;
        answers.add(
            pool.submit(
                () -> {
                  try (RawClient client = new RawClient(path)) {
                    client.request('R', "echo", word);
                    return client.output();
                  }
                }));
      }
      for (int i = 0; i < 20; i++) {
        assertEquals("echo n" + i + "\n", answers.get(i).get(30, TimeUnit.SECONDS));
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(20, status().counters().get("connections"));
  }

  @Test
  void clientsThatSayNothingGiveWay() throws Exception {
    List<RawClient> silent = new ArrayList<>();
    try {
      for (int i = 0; i < ControlServer.MOST_CONNECTIONS; i++) {
        silent.add(new RawClient(path));
      }
      try (RawClient ninth = new RawClient(path)) {
        ninth.request('R', "echo");
        assertEquals("echo\n", ninth.output());
      }
      assertTrue(status().counters().get("bad.requests") > 0);
    } finally {
      for (RawClient client : silent) {
        client.close();
      }
    }
  }

  @Test
  void aClientThatTakesNothingIsDropped() throws Exception {
    try (RawClient client = new RawClient(path)) {
      client.request('R', "much");
      try (RawClient other = new RawClient(path)) {
        other.request('R', "echo");
        assertEquals("echo\n", other.output());
      }
      await(() -> status().facts().get("connections").equals("0"));
    }
  }

  @Test
  void whatIsNoRequestIsDropped() throws Exception {
    try (RawClient client = new RawClient(path)) {
      client.raw("GET / HTTP/1.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertTrue(client.isEnded());
    }
    try (RawClient client = new RawClient(path)) {
      byte[] much = new byte[80_000];
      much[0] = 'R';
      much[1] = (byte) 255;
      much[2] = (byte) 255;
      much[3] = (byte) 255;
      client.raw(much);
      assertTrue(client.isEnded());
    }
    assertEquals(2, status().counters().get("bad.requests"));
  }
}
