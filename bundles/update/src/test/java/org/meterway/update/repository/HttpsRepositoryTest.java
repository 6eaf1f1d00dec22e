/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.update.release.Refusal;
import org.meterway.update.release.ReleaseException;

/** A repository on a server that is not always kind. */
class HttpsRepositoryTest {
  private static final byte[] CONTENT = new byte[300_000];

  @TempDir private static Path keys;
  private static HttpsServerForTests server;
  private static HttpsSettings trusting;

  @TempDir private Path folder;

  @BeforeAll
  static void givenAServer() throws Exception {
    new Random(1).nextBytes(CONTENT);
    server = new HttpsServerForTests(keys);
    trusting = new HttpsSettings(server.caFile().toString(), "", Duration.ofSeconds(1));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static Repository open() throws IOException {
    return Repositories.open(server.address() + "index.json", trusting);
  }

  private static ReleaseException refused(Refusal refusal, Executable work) {
    ReleaseException e = assertThrows(ReleaseException.class, work);
    assertEquals(refusal, e.refusal(), e.getMessage());
    return e;
  }

  @Test
  void filesAreReadAndFetched() throws Exception {
    server.on("/good", exchange -> HttpsServerForTests.answer(exchange, 200, CONTENT));
    try (Repository repository = open()) {
      assertArrayEquals(CONTENT, repository.read("good", CONTENT.length));
      Path to = folder.resolve("it");
      long[] last = {0};
      repository.fetch("good", to, CONTENT.length, bytes -> last[0] = bytes);
      assertArrayEquals(CONTENT, Files.readAllBytes(to));
      assertEquals(CONTENT.length, last[0]);
    }
  }

  @Test
  void aServerWithoutATrustedCertificateIsNotTalkedTo() throws Exception {
    try (Repository repository = Repositories.open(server.address(), HttpsSettings.DEFAULT)) {
      ReleaseException e = refused(Refusal.UNREACHABLE, () -> repository.read("good", 10));
      assertTrue(e.getMessage().contains("of no authority that is trusted here"), e.getMessage());
    }
  }

  @Test
  void moreThanWasSaidIsNotTaken() throws Exception {
    server.on("/long", exchange -> HttpsServerForTests.answer(exchange, 200, CONTENT));
    server.on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(CONTENT);
            }
          }
        });
    try (Repository repository = open()) {
      refused(Refusal.TOO_LARGE, () -> repository.read("long", 1000));
      Path to = folder.resolve("it");
      refused(Refusal.TOO_LARGE, () -> repository.fetch("endless", to, 1000, bytes -> {}));
      assertTrue(Files.size(to) <= 1000, Files.size(to) + " bytes");
      refused(
          Refusal.CORRUPT, () -> repository.fetch("long", to, CONTENT.length + 1L, bytes -> {}));
    }
  }

  @Test
  void whatWasBegunIsContinued() throws Exception {
    String[] range = {""};
    server.on(
        "/resumed",
        exchange -> {
          range[0] = exchange.getRequestHeaders().getFirst("Range");
          int from = Integer.parseInt(range[0].replaceAll("[^0-9]", ""));
          exchange
              .getResponseHeaders()
              .set("Content-Range", "bytes " + from + "-" + (CONTENT.length - 1) + "/300000");
          HttpsServerForTests.answer(
              exchange, 206, Arrays.copyOfRange(CONTENT, from, CONTENT.length));
        });
    Path to = Files.write(folder.resolve("it"), Arrays.copyOf(CONTENT, 100_000));
    try (Repository repository = open()) {
      repository.fetch("resumed", to, CONTENT.length, bytes -> {});
    }
    assertEquals("bytes=100000-", range[0]);
    assertArrayEquals(CONTENT, Files.readAllBytes(to));
  }

  @Test
  void aServerThatKnowsNoPartsBeginsAnew() throws Exception {
    server.on("/whole", exchange -> HttpsServerForTests.answer(exchange, 200, CONTENT));
    Path to = Files.write(folder.resolve("it"), Arrays.copyOf(CONTENT, 100_000));
    try (Repository repository = open()) {
      repository.fetch("whole", to, CONTENT.length, bytes -> {});
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(to));
  }

  @Test
  void otherAnswersAreSaidAndRedirectionsLeadToHttpsOnly() throws Exception {
    server.on("/absent", exchange -> HttpsServerForTests.answer(exchange, 404, new byte[0]));
    server.on("/moved", exchange -> redirect(exchange, server.address() + "there"));
    server.on("/there", exchange -> HttpsServerForTests.answer(exchange, 200, CONTENT));
    server.on(
        "/plain",
        exchange -> redirect(exchange, server.address().replace("https", "http") + "there"));
    server.on("/circle", exchange -> redirect(exchange, server.address() + "circle"));
    try (Repository repository = open()) {
      assertTrue(
          refused(Refusal.UNREACHABLE, () -> repository.read("absent", 10))
              .getMessage()
              .endsWith("the server answers with status 404"));
      assertArrayEquals(CONTENT, repository.read("moved", CONTENT.length));
      refused(Refusal.UNREACHABLE, () -> repository.read("plain", CONTENT.length));
      refused(Refusal.UNREACHABLE, () -> repository.read("circle", CONTENT.length));
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    HttpsServerForTests.answer(exchange, 302, new byte[0]);
  }

  @Test
  void aServerThatStopsIsLeft() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.on(
        "/stalled",
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT, 0, 100);
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.on(
        "/silent",
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try (Repository repository = open()) {
      Path to = folder.resolve("it");
      refused(
          Refusal.UNREACHABLE, () -> repository.fetch("stalled", to, CONTENT.length, bytes -> {}));
      refused(Refusal.UNREACHABLE, () -> repository.read("silent", 10));
    } finally {
      over.countDown();
    }
  }

  @Test
  void addressesThatAreNoneAreRefused() {
    for (String address :
        new String[] {
          "",
          "http://example.org/",
          "https:///x",
          "https://user:pass@example.org/",
          "ftp://x/",
          "https://example.org/?x=1",
          "/srv/x",
          "file:relative",
          "https://exa mple/"
        }) {
      assertThrows(IOException.class, () -> Repositories.open(address, HttpsSettings.DEFAULT));
    }
  }
}
