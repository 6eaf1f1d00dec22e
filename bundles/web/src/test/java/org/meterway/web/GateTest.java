/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.web.EventStream;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;
import org.slf4j.helpers.NOPLogger;

class GateTest {
  private static final String ADMIN = "admin:long enough";

  private final List<WebRequest> asked = new ArrayList<>();
  private final List<EventStream> streams = new ArrayList<>();
  private WebResource resource = this::answer;
  private boolean open;
  private long now;
  private final Gate gate = new Gate("Meterway", () -> now, this::find, NOPLogger.NOP_LOGGER);

  private Optional<Gate.Target> find(String path) {
    return path.startsWith("/known")
        ? Optional.of(
            new Gate.Target("/known", open, path.substring(6), () -> Optional.of(resource)))
        : Optional.empty();
  }

  private void answer(WebRequest request, WebResponse response) throws IOException {
    asked.add(request);
    response.send(200, "text/plain", "well".getBytes(StandardCharsets.UTF_8));
  }

  private void givenAPassword(String... publicPaths) {
    gate.admit(
        new PagesOptions(
            Optional.of(Credentials.of("admin", "long enough".toCharArray())),
            Set.of(publicPaths)));
  }

  private FakeExchange serve(FakeExchange exchange) throws IOException {
    gate.serve(exchange);
    return exchange;
  }

  private FakeExchange get(String path) throws IOException {
    return serve(new FakeExchange("GET", path).as(ADMIN));
  }

  private String token() throws IOException {
    return get("/token").text().replaceAll(".*:\"|\"}", "");
  }

  @Test
  void withoutAConfiguredPasswordNothingIsServedButWhatToDo() throws IOException {
    FakeExchange exchange = get("/known");

    assertEquals(503, exchange.status);
    assertTrue(exchange.text().contains("org.meterway.web.Pages"), exchange.text());
    assertEquals(List.of(), asked);
    assertFalse(gate.isOpen());
  }

  @Test
  void whoHasLoggedInIsServed() throws IOException {
    givenAPassword();

    FakeExchange exchange = get("/known/rest");

    assertEquals(200, exchange.status);
    assertEquals("well", exchange.text());
    assertEquals("4", exchange.answered.get("Content-Length"));
    assertEquals("no-store", exchange.answered.get("Cache-Control"));
    assertEquals("admin", exchange.user);
    assertEquals("admin", asked.get(0).user());
    assertEquals("/rest", asked.get(0).path());
    assertEquals(404, get("/unknown").status);
  }

  @Test
  void whoHasNotIsAskedToAndLearnsNothing() throws IOException {
    givenAPassword();
    for (String path : List.of("/known", "/unknown", "", "/token")) {
      FakeExchange exchange = serve(new FakeExchange("GET", path));

      assertEquals(401, exchange.status);
      assertEquals(
          "Basic realm=\"Meterway\", charset=\"UTF-8\"", exchange.answered.get("WWW-Authenticate"));
      assertEquals("", exchange.user);
    }
    assertEquals(List.of(), asked);
  }

  @Test
  void whoGuessesIsSlowedDownAndWhoKnowsIsNot() throws IOException {
    givenAPassword();
    get("/known");
    FakeExchange exchange = serve(new FakeExchange("GET", "/known").as("admin:wrong"));
    while (exchange.status == 401) {
      exchange = serve(new FakeExchange("GET", "/known").as("admin:wrong"));
    }

    assertEquals(429, exchange.status);
    assertEquals(11L, gate.counters().get("logins.refused"));
    assertEquals(200, get("/known").status);
  }

  @Test
  void whatIsPublicIsReadByEverybodyAndChangedByNobody() throws IOException {
    givenAPassword("/known");

    assertEquals(200, serve(new FakeExchange("GET", "/known")).status);
    assertEquals("", asked.get(0).user());
    assertEquals(401, serve(new FakeExchange("POST", "/known")).status);
  }

  @Test
  void aResourceMayBePublicByItself() throws IOException {
    open = true;

    assertEquals(200, serve(new FakeExchange("GET", "/known")).status);
  }

  @Test
  void aHeadIsAGetWithoutItsBody() throws IOException {
    givenAPassword();

    FakeExchange exchange = serve(new FakeExchange("HEAD", "/known").as(ADMIN));

    assertEquals("GET", asked.get(0).method());
    assertEquals("4", exchange.answered.get("Content-Length"));
    assertEquals("", exchange.text());
  }

  @Test
  void whatChangesSomethingNeedsTheToken() throws IOException {
    givenAPassword();

    assertEquals(403, serve(new FakeExchange("POST", "/known").as(ADMIN)).status);
    assertEquals(
        403,
        serve(new FakeExchange("POST", "/known").as(ADMIN).with(PageToken.HEADER, "x")).status);
    FakeExchange order = new FakeExchange("POST", "/known").as(ADMIN);
    assertEquals(200, serve(order.with(PageToken.HEADER, token())).status);
    assertEquals("POST", asked.get(0).method());
    assertEquals(2L, gate.counters().get("foreign.requests"));
  }

  @Test
  void theTokenIsOfThisRun() throws IOException {
    givenAPassword();

    assertFalse(new PageToken().matches(token()));
    assertEquals(43, token().length());
  }

  @Test
  void aPageOfAnotherSiteMakesTheBrowserDoNothing() throws IOException {
    givenAPassword();
    FakeExchange order = new FakeExchange("POST", "/known").as(ADMIN);
    order.with(PageToken.HEADER, token()).with("Origin", "http://evil.example");

    assertEquals(403, serve(order).status);
    assertEquals(List.of(), asked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "get", ""})
  void otherMethodsAreNotKnown(String method) throws IOException {
    givenAPassword();

    assertEquals(405, serve(new FakeExchange(method, "/known").as(ADMIN)).status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/known/..",
        "/../known",
        "/known/./x",
        "//known",
        "/known//x",
        "/a\\b",
        "/a\0",
        "/a;b",
        "x"
      })
  void whatIsNoPathIsRefused(String path) throws IOException {
    givenAPassword("/known");

    assertEquals(400, get(path).status);
    assertEquals(List.of(), asked);
  }

  @Test
  void theRootWithoutASlashLeadsToThePage() throws IOException {
    givenAPassword();

    FakeExchange exchange = get("");

    assertEquals(302, exchange.status);
    assertEquals("meterway/", exchange.answered.get("Location"));
  }

  @Test
  void aBodyWithoutEndIsRefused() throws IOException {
    givenAPassword();
    resource = (request, response) -> response.send(200, "text/plain", request.body().getBytes());
    FakeExchange order = new FakeExchange("POST", "/known").as(ADMIN);
    order.with(PageToken.HEADER, token());
    order.body = new byte[64 * 1024 + 1];

    assertEquals(413, serve(order).status);
  }

  @Test
  void aResourceThatFailsIsCounted() throws IOException {
    givenAPassword();
    resource =
        (request, response) -> {
          throw new IllegalStateException("for the log only");
        };

    FakeExchange exchange = get("/known");

    assertEquals(500, exchange.status);
    assertFalse(exchange.text().contains("for the log only"));
    assertEquals(1L, gate.counters().get("failures"));
    resource = (request, response) -> {};
    assertEquals(500, get("/known").status);
  }

  @Test
  void soManyStreamsAndNoMoreAreOpen() throws IOException {
    givenAPassword();
    resource = (request, response) -> streams.add(response.events());
    for (int i = 0; i < EventStreams.MOST; i++) {
      assertEquals(200, get("/known").status);
    }

    FakeExchange refused = get("/known");

    assertEquals(503, refused.status);
    assertFalse(streams.get(EventStreams.MOST).isOpen());
    assertEquals(EventStreams.MOST, gate.streams());
    streams.get(0).close();
    assertEquals(200, get("/known").status);
    gate.close();
    assertTrue(streams.stream().noneMatch(EventStream::isOpen));
  }

  @Test
  void anotherPasswordEndsWhatWasOpenedWithTheOldOne() throws IOException {
    givenAPassword();
    resource = (request, response) -> streams.add(response.events());
    get("/known");
    givenAPassword("/known");
    assertTrue(streams.get(0).isOpen());

    gate.admit(
        new PagesOptions(
            Optional.of(Credentials.of("admin", "another one".toCharArray())), Set.of()));

    assertFalse(streams.get(0).isOpen());
    assertEquals(401, get("/known").status);
  }

  @Test
  void aHeadOfEventsOpensNothing() throws IOException {
    givenAPassword();
    resource = (request, response) -> streams.add(response.events());

    FakeExchange head = serve(new FakeExchange("HEAD", "/known").as(ADMIN));

    assertEquals("text/event-stream; charset=utf-8", head.answered.get("Content-Type"));
    assertFalse(streams.get(0).isOpen());
    assertEquals(0, gate.streams());
  }
}
