/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.gateway.GatewayProcess;

/** The pages of a running gateway, asked for by programs. */
class PagesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String RESTART =
      "{\"kind\":\"headend\",\"name\":\"hes\",\"action\":\"restart\"}";

  @TempDir private static Path folder;
  private static RunningGateway gateway;
  private static HttpClient client;

  @BeforeAll
  static void givenAGateway() throws Exception {
    gateway =
        new RunningGateway(
            folder,
            """
            ,
            "org.meterway.web.Pages": { "publicPaths": ["/status.json"] }
            """);
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
  }

  private static HttpRequest.Builder anybodyAsks(String path) {
    URI address = URI.create(gateway.page() + path);
    return HttpRequest.newBuilder(address).timeout(PATIENCE);
  }

  private static HttpRequest.Builder theOperatorAsks(String path) {
    return anybodyAsks(path).header("Authorization", RunningGateway.basic(gateway.password()));
  }

  private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder order(String body) {
    return theOperatorAsks("actions").POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String token() throws Exception {
    return answer(theOperatorAsks("token")).body().replaceAll(".*:\"|\"}", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "main.js", "events", "token", "nothing"})
  void withoutAPasswordNothingIsSeen(String path) throws Exception {
    assertEquals(401, answer(anybodyAsks(path)).statusCode());
    assertEquals(401, answer(anybodyAsks(path).header("Authorization", "Basic YTpi")).statusCode());
  }

  @Test
  void whatIsPublicIsSeenByEverybodyAndChangedByNobody() throws Exception {
    HttpResponse<String> seen = answer(anybodyAsks("status.json"));

    assertEquals(200, seen.statusCode());
    assertTrue(seen.body().startsWith("{\"version\":1,"), seen.body());
    assertEquals(
        401,
        answer(anybodyAsks("status.json").POST(HttpRequest.BodyPublishers.noBody())).statusCode());
  }

  @Test
  void theConfigurationIsRightWithoutHttpToo(@TempDir Path own) throws Exception {
    Files.writeString(
        own.resolve("gateway.json"),
        """
        { "org.meterway.web.Pages": { "user": "operator", "password": "long enough" } }
        """);
    try (GatewayProcess silent =
        new GatewayProcess(RunningGateway.HOME, own, "--config", "gateway.json", "--http", "off")) {
      silent.await("Meterway is up");
      assertFalse(silent.output().contains("Status page"), silent.output());
    }
  }

  @Test
  void aHeadHasNoBody() throws Exception {
    HttpResponse<String> head =
        answer(anybodyAsks("status.json").method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
  }

  @Test
  void thePageTellsTheBrowserToTrustNothingElse() throws Exception {
    HttpResponse<String> page = answer(theOperatorAsks(""));

    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals(
        "no-store",
        answer(theOperatorAsks("token")).headers().firstValue("Cache-Control").orElse(""));
  }

  @Test
  void aPageThatIsStillTheSameIsNotSentAgain() throws Exception {
    String tag = answer(theOperatorAsks("main.js")).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = answer(theOperatorAsks("main.js").header("If-None-Match", tag));

    assertEquals(304, again.statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%2e%2e/system/console", "..;/x", "page/main.js", "/", "main.js/", "a//b", "%00"})
  void noOtherPathLeadsAnywhere(String path) throws Exception {
    int status = answer(theOperatorAsks(path)).statusCode();

    assertTrue(List.of(400, 404).contains(status), path + " is answered with " + status);
  }

  @Test
  void withoutTheTokenNothingIsDone() throws Exception {
    assertEquals(403, answer(order(RESTART)).statusCode());
    assertEquals(403, answer(order(RESTART).header("X-Meterway-Token", "guessed")).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void aPageOfAnotherSiteDoesNothingEvenWithTheToken(String header, String value) throws Exception {
    HttpRequest.Builder order = order(RESTART).header("X-Meterway-Token", token());

    assertEquals(403, answer(order.header(header, value)).statusCode());
  }

  @Test
  void aHeadEndIsReconnected() throws Exception {
    HttpResponse<String> done = answer(order(RESTART).header("X-Meterway-Token", token()));

    assertEquals(202, done.statusCode(), done.body());
    assertEquals("{\"done\":\"headend hes begins anew\"}", done.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | not json",
        "400 | [\"restart\"]",
        "400 | {\"kind\":\"headend\",\"name\":\"hes\",\"action\":\"format\"}",
        "404 | {\"kind\":\"headend\",\"name\":\"no\",\"action\":\"restart\"}",
        "404 | {\"kind\":\"store\",\"name\":\"hes\",\"action\":\"restart\"}",
      })
  void aWrongOrderIsRefused(int status, String body) throws Exception {
    assertEquals(status, answer(order(body).header("X-Meterway-Token", token())).statusCode());
  }

  @Test
  void anOrderWithoutEndIsRefused() throws Exception {
    String body = " ".repeat(70_000);

    assertEquals(413, answer(order(body).header("X-Meterway-Token", token())).statusCode());
  }

  @Test
  void theStateAndMessagesComeAsEvents() throws Exception {
    HttpResponse<InputStream> stream = stream();
    try (BufferedReader lines = lines(stream)) {
      assertEquals("event: status", lines.readLine());
      assertTrue(lines.readLine().startsWith("data: {\"version\":1,"));
      assertEquals("", lines.readLine());
      String line = lines.readLine();
      while (!line.equals("event: message")) {
        line = lines.readLine();
      }
      assertTrue(lines.readLine().startsWith("data: {\"number\":"));
    }
  }

  @Test
  void soManyStreamsAndNoMoreAreOpen() throws Exception {
    List<InputStream> open = new ArrayList<>();
    try {
      HttpResponse<InputStream> next = stream();
      while (next.statusCode() == 200) {
        open.add(next.body());
        next = stream();
      }
      assertEquals(503, next.statusCode());
      assertTrue(open.size() <= 16, "streams: " + open.size());
      // Others are served all the same.
      assertEquals(200, answer(anybodyAsks("status.json")).statusCode());
    } finally {
      for (InputStream stream : open) {
        stream.close();
      }
    }
    GatewayProcess.until(
        "the places of those who left are free again",
        () -> {
          try (InputStream stream = stream().body()) {
            return new String(stream.readNBytes(6), StandardCharsets.UTF_8).equals("event:");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static HttpResponse<InputStream> stream() throws IOException, InterruptedException {
    return client.send(
        theOperatorAsks("events").build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static BufferedReader lines(HttpResponse<InputStream> stream) {
    assertEquals(200, stream.statusCode());
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }
}
