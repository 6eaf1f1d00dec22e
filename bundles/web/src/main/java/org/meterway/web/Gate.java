/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.meterway.api.status.Counters;
import org.meterway.api.status.RateLimit;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.transport.WebExchange;
import org.slf4j.Logger;

/** Who may see what, and what is answered to whom may not. Thread-safe. */
final class Gate implements AutoCloseable {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String CHANGING = "POST";

  /** Whole segments, none of which leads elsewhere or is empty; a slash may end it. */
  private static final Pattern PLAIN_PATH =
      Pattern.compile("(/(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl};]+)*/?");

  private static final String LOCKED =
      """
      Meterway's pages are locked: no password is configured.

      Set "user" and "password" of the configuration org.meterway.web.Pages
      (in Kura: "Meterway pages" in the list of services), then come back.
      """
          .strip();

  private final String realm;
  private final Function<String, Optional<Target>> routes;
  private final Logger log;
  private final Counters<PageCounter> counters = new Counters<>(PageCounter.class);
  private final EventStreams streams = new EventStreams(counters);
  private final PageToken token = new PageToken();
  private final LoginLimit logins;
  private final RateLimit loginLog;
  private final RateLimit failureLog;
  private volatile PagesOptions options = PagesOptions.NONE;

  /**
   * Where a request leads.
   *
   * @param path of the resource
   * @param open whether it needs no log-in
   * @param rest what follows the path
   * @param resource the resource, if it is still there
   */
  record Target(String path, boolean open, String rest, Supplier<Optional<WebResource>> resource) {}

  Gate(String realm, LongSupplier nanoTime, Function<String, Optional<Target>> routes, Logger log) {
    this.realm = realm;
    this.routes = routes;
    this.log = log;
    logins = new LoginLimit(nanoTime);
    loginLog = new RateLimit(nanoTime);
    failureLog = new RateLimit(nanoTime);
  }

  /** Who may see what from now on; who had logged in with something else is seen off. */
  void admit(PagesOptions admitted) {
    boolean same = admitted.credentials().equals(options.credentials());
    options = admitted;
    if (!same) {
      streams.closeAll();
    }
  }

  boolean isOpen() {
    return options.credentials().isPresent();
  }

  int streams() {
    return streams.size();
  }

  Map<String, Long> counters() {
    return counters.snapshot();
  }

  void serve(WebExchange exchange) throws IOException {
    counters.increment(PageCounter.REQUESTS);
    SecurityHeaders.add(exchange);
    GateResponse response = new GateResponse(exchange, streams);
    boolean reading = READING.contains(exchange.method());
    if (!reading && !exchange.method().equals(CHANGING)) {
      exchange.responseHeader("Allow", "GET, HEAD, POST");
      response.say(405, "Refused: this method is not known here.");
      return;
    }
    if (!PLAIN_PATH.matcher(exchange.path()).matches()) {
      response.say(400, "Refused: this is no path.");
      return;
    }
    Sender sender = new Sender(exchange);
    if (reading ? !sender.mayRead() : !sender.mayChange()) {
      refuseForeign(response, "this request was sent by a page of another site");
      return;
    }
    Optional<Target> target = routes.apply(exchange.path());
    if (reading && target.map(this::isPublic).orElse(false)) {
      handle(target.get(), exchange, response, "");
      return;
    }
    Optional<Credentials> wanted = options.credentials();
    if (wanted.isEmpty()) {
      response.say(503, LOCKED);
    } else if (logIn(wanted.get(), exchange, response)) {
      if (!reading && !exchange.header(PageToken.HEADER).map(token::matches).orElse(false)) {
        refuseForeign(
            response,
            "the header " + PageToken.HEADER + " does not hold what /meterway/token answers");
      } else {
        serveKnown(target, exchange, response, wanted.get().user());
      }
    }
  }

  private boolean isPublic(Target target) {
    return target.open() || options.publicPaths().contains(target.path());
  }

  private void refuseForeign(GateResponse response, String why) throws IOException {
    counters.increment(PageCounter.FOREIGN_REQUESTS);
    response.say(403, "Refused: " + why + ".");
  }

  private boolean logIn(Credentials wanted, WebExchange exchange, GateResponse response)
      throws IOException {
    Optional<String> given = exchange.header("Authorization");
    if (given.isPresent() && !logins.permits(given.get())) {
      counters.increment(PageCounter.LOGINS_REFUSED);
      exchange.responseHeader("Retry-After", Long.toString(LoginLimit.PAUSE.toSeconds()));
      response.say(429, "Refused: too many wrong passwords; try again in a moment.");
      return false;
    }
    if (given.isPresent() && wanted.match(given.get())) {
      logins.succeeded(given.get());
      exchange.authenticated(wanted.user());
      return true;
    }
    if (given.isPresent()) {
      counters.increment(PageCounter.LOGINS_REFUSED);
      logins.failed();
      if (loginLog.permits()) {
        log.warn(
            "The pages refused a password, now from {}; so far {}",
            exchange.remoteAddress(),
            counters.get(PageCounter.LOGINS_REFUSED));
      }
    }
    exchange.responseHeader("WWW-Authenticate", "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
    response.say(401, "Log in to see this.");
    return false;
  }

  private void serveKnown(
      Optional<Target> target, WebExchange exchange, GateResponse response, String user)
      throws IOException {
    if (exchange.path().equals(PageToken.PATH)) {
      response.send(200, "application/json", token.json());
    } else if (exchange.path().isEmpty()) {
      // What the page refers to is below, not beside.
      exchange.responseHeader("Location", "meterway/");
      response.say(302, "The page is at /meterway/.");
    } else if (target.isPresent()) {
      handle(target.get(), exchange, response, user);
    } else {
      response.say(404, "There is nothing here.");
    }
  }

  private void handle(Target target, WebExchange exchange, GateResponse response, String user)
      throws IOException {
    Optional<WebResource> resource = target.resource().get();
    if (resource.isEmpty()) {
      response.say(404, "There is nothing here.");
      return;
    }
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    try {
      resource.get().handle(new GateRequest(exchange, method, target.rest(), user), response);
    } catch (GateRequest.BodyTooLongException e) {
      if (!response.isSent()) {
        response.say(413, "Refused: " + e.getMessage() + ".");
      }
    } catch (RuntimeException e) {
      counters.increment(PageCounter.FAILURES);
      if (failureLog.permits()) {
        log.error("The resource {} failed; so far {}", target.path(), failures(), e);
      }
      if (!response.isSent()) {
        response.say(500, "This failed; the gateway's log says why.");
      }
    }
    if (!response.isSent()) {
      response.say(500, "This resource gave no answer.");
    }
  }

  private long failures() {
    return counters.get(PageCounter.FAILURES);
  }

  @Override
  public void close() {
    streams.close();
  }
}
