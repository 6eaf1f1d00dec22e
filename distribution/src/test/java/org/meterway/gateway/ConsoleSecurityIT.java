/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Web Console of a real gateway, spoken to with bytes of every kind. */
class ConsoleSecurityIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));
  private static final String SECRET = "Cl3ar-Text";
  private static final int PATIENCE_MILLIS = 60_000;

  @TempDir private static Path folder;
  private static GatewayProcess gateway;
  private static int port;
  private static String login;

  @BeforeAll
  static void givenAGateway() throws Exception {
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.tcp.TcpHeadEnd~hes": { "host": "127.0.0.1", "port": 9,
            "secret": "%s", "registration": "LOGIN \\\\{secret}" } }
        """
            .formatted(SECRET));
    gateway = start("127.0.0.1:0");
    String password = gateway.await("Web Console: user admin, password (\\S+)");
    port = URI.create(gateway.await("Web Console at (\\S+)")).getPort();
    login = authorization("admin:" + password);
    awaitListening();
    // Who has logged in is not held up by the wrong passwords that follow.
    assertEquals(200, status(page("/system/console/bundles.json")));
  }

  /** While the bound of connections takes its place the port is closed for a moment. */
  private static void awaitListening() throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (true) {
      try {
        connect().close();
        return;
      } catch (ConnectException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static GatewayProcess start(String http) throws IOException {
    return new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", http);
  }

  private static String authorization(String userAndPassword) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sends bytes as they are; returns all that comes back until the gateway closes. */
  private static String send(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String request(String line, String headers) {
    String host = headers.contains("Host: ") ? "" : "Host: 127.0.0.1:" + port + "\r\n";
    return line + " HTTP/1.1\r\n" + host + headers + "Connection: close\r\n\r\n";
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  private static String page(String path) throws IOException {
    return send(request("GET " + path, login));
  }

  // --- Without a password

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/system/console",
        "/system/console/",
        "/system/console/bundles.json",
        "/system/console/res/ui/webconsole.css",
        "/system/console/res/../bundles.json",
        "/system/console/res/%2e%2e/bundles.json",
        "/system/console/res/..%2fbundles.json",
        "/system/console/..;/bundles.json",
        "/system/console/res/..;/bundles.json",
        "/system/console/;/bundles.json",
        "/system/console;jsessionid=1/bundles.json",
        "/system/console/bundles.json;jsessionid=1",
        "/system/./console/bundles.json",
        "//system/console/bundles.json",
        "/system//console/bundles.json",
        "/%73ystem/console/bundles.json",
        "/%2573ystem/console/bundles.json",
        "/system%2fconsole/bundles.json",
        "/system%2Fconsole%2Fbundles.json",
        "/system/console%00/bundles.json",
        "/system/console/bundles.json%00.css",
        "/system\\console\\bundles.json",
        "/SYSTEM/CONSOLE/bundles.json",
        "/x/../system/console/bundles.json",
        "/..%c0%af..%c0%afetc/passwd",
        "/../../../../etc/passwd",
        "/system/console/bundles.json?user=admin",
        "http://127.0.0.1/system/console/bundles.json",
        "http://admin:admin@127.0.0.1/system/console/bundles.json",
        "system/console/bundles.json",
        "*",
        "/",
        "/status-Configurations.txt",
        "/WEB-INF/web.xml"
      })
  void noPathOpensThePages(String path) throws IOException {
    for (String method :
        List.of(
            "GET",
            "HEAD",
            "POST",
            "OPTIONS",
            "PUT",
            "PATCH",
            "TRACE",
            "get",
            "CONNECT",
            "PROPFIND",
            "FOO")) {
      String body = "Content-Length: 0\r\n";
      String answer = send(request(method + " " + path, body));

      assertTrue(Set.of(400, 401, 403, 404, 405, 421, 501).contains(status(answer)), answer);
      assertFalse(answer.contains("org.meterway") || answer.contains("root:"), answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-User: admin",
        "X-Original-URL: /system/console/bundles.json",
        "X-Rewrite-URL: /system/console/bundles.json",
        "X-HTTP-Method-Override: GET",
        "Cookie: JSESSIONID=1; felix-webconsole-user=admin",
        "Authorization: Basic",
        "Authorization: Basic Og==",
        "Authorization: Basic YWRtaW46",
        "Authorization: Basic YWRtaW46YWRtaW4=",
        "Authorization: Bearer admin",
        "Authorization: Digest username=\"admin\"",
        "Expect: 100-continue",
        "Upgrade: h2c",
        "Range: bytes=0-10"
      })
  void noHeaderOpensThePages(String header) throws IOException {
    String answer = send(request("GET /system/console/bundles.json", header + "\r\n"));

    assertTrue(Set.of(400, 401, 429).contains(status(answer)), answer);
    assertFalse(answer.contains("org.meterway"), answer);
  }

  @Test
  void whoSaysNothingIsAskedForAPassword() throws IOException {
    String answer = send(request("GET /system/console/bundles.json", ""));

    assertEquals(401, status(answer), answer);
    assertTrue(answer.contains("WWW-Authenticate: Basic realm="), answer);
  }

  @Test
  void requestsThatMeanTwoThingsAreRefused() throws IOException {
    String console = "/system/console/bundles.json HTTP/1.1\r\n";
    String host = "Host: 127.0.0.1\r\n";
    for (String request :
        List.of(
            "GET " + console + host + "Host: evil.example\r\n" + login + "\r\n",
            "GET " + console + login + "\r\n",
            "GET http://evil.example" + console + host + login + "\r\n",
            "GET http://127.0.0.1" + console + "Host: evil.example\r\n" + login + "\r\n",
            "POST "
                + console
                + host
                + login
                + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST " + console + host + login + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
            "GET /system/console/bundles.json\r\n\r\n")) {
      assertTrue(Set.of(400, 505).contains(status(send(request))), request);
    }
  }

  // --- With the password that a browser adds by itself

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          evil.example,                    403
          evil.example:8686,               403
          localhost.evil.example,          403
          127.0.0.1.nip.example,           403
          169.254.169.254,                 403
          0.0.0.0,                         403
          localhost,                       200
          LOCALHOST:1,                     200
          127.0.0.1,                       200
          [::1]:8686,                      200
          """)
  void aNameThatSomebodyMadePointHereIsRefused(String host, int status) throws IOException {
    String answer =
        send(request("GET /system/console/bundles.json", "Host: " + host + "\r\n" + login));

    assertEquals(status, status(answer), answer);
  }

  @Test
  void olderRequestsWithoutAHostAreRefused() throws IOException {
    assertEquals(
        403, status(send("GET /system/console/bundles.json HTTP/1.0\r\n" + login + "\r\n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | Origin: http://evil.example                                          | 403
          GET  | Origin: null                                                         | 403
          GET  | Sec-Fetch-Site: cross-site                                           | 403
          GET  | Sec-Fetch-Site: cross-site#Sec-Fetch-Mode: no-cors#Sec-Fetch-Dest: script     | 403
          GET  | Sec-Fetch-Site: cross-site#Sec-Fetch-Mode: navigate#Sec-Fetch-Dest: iframe    | 403
          GET  | Sec-Fetch-Site: cross-site#Sec-Fetch-Mode: navigate#Sec-Fetch-Dest: document  | 200
          GET  | Sec-Fetch-Site: same-origin                                          | 200
          HEAD | Origin: http://evil.example                                          | 403
          POST | Origin: http://evil.example                                          | 403
          POST | Origin: http://127.0.0.1:1                                           | 403
          POST | Referer: http://evil.example/                                        | 403
          POST | Sec-Fetch-Site: cross-site                                           | 403
          TRACE | X: y                                                                | 405
          PUT  | X: y                                                                 | 405
          """)
  void aPageOfAnotherSiteMayOnlyLeadHere(String method, String headers, int status)
      throws IOException {
    String answer =
        send(
            request(
                method + " /system/console/bundles.json",
                login + headers.replace("#", "\r\n") + "\r\nContent-Length: 0\r\n"));

    assertEquals(status, status(answer), answer);
  }

  @Test
  void browsersAreToldWhatThePagesMayDo() throws IOException {
    String answer = page("/system/console/bundles");

    for (String header :
        List.of(
            "X-Frame-Options: DENY",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: same-origin",
            "Cross-Origin-Resource-Policy: same-origin",
            "Cache-Control: no-store")) {
      assertTrue(answer.contains(header), header + " in " + answer);
    }
    assertTrue(answer.contains("frame-ancestors 'none'"), answer);
    assertFalse(answer.contains("Server: "), answer);
    assertFalse(answer.contains("Access-Control-Allow"), answer);
    assertFalse(page("/system/console/res/ui/webconsole.css").contains("no-store"));
  }

  // --- Patience

  @Test
  void whoGuessesPasswordsIsSlowedDownAndWhoKnowsItIsNot() throws Exception {
    assertEquals(200, status(page("/system/console/bundles.json")));
    GatewayProcess.until(
        "guesses are refused",
        () -> {
          try {
            return status(send(request("GET /system/console", authorization("admin:a")))) == 429;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertEquals(200, status(page("/system/console/bundles.json")));
    gateway.await("The Web Console refused a password, now from 127.0.0.1; so far \\d+");
  }

  @Test
  void aPageWithoutAPasswordIsNoWayToTryMore() throws Exception {
    String wrong = authorization("admin:wrong");
    for (int i = 0; i < 20; i++) {
      send(request("GET /", wrong));
      send(request("GET /system/console", wrong));
    }

    assertEquals(429, status(send(request("GET /system/console", wrong))));
    assertEquals(200, status(page("/system/console/bundles.json")));
  }

  @Test
  void headersWithoutEndAreRefused() throws IOException {
    assertEquals(431, status(send(request("GET /", "X: " + "x".repeat(100_000) + "\r\n"))));
    assertEquals(414, status(send(request("GET /" + "x".repeat(100_000), ""))));
  }

  @Test
  void connectionsThatAreHeldOpenAreBoundedAndLeaveTheGatewayAlone() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      // As many as the gateway takes, and the system on its behalf.
      for (int i = 0; i < 100; i++) {
        Socket socket = connect();
        held.add(socket);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes());
      }
      GatewayProcess.until("all that are taken are counted", () -> gateway.connections(port) >= 64);
      assertEquals(64, gateway.connections(port));
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
    assertEquals(200, status(page("/system/console/bundles.json")));
  }

  // --- What the pages show

  @Test
  void noPageShowsAPassword() throws IOException {
    Set<String> pages = new TreeSet<>();
    Matcher links =
        Pattern.compile("href=\"(/system/console/[a-zA-Z-]+)\"")
            .matcher(page("/system/console/bundles"));
    while (links.find()) {
      pages.add(links.group(1));
      pages.add(links.group(1) + ".json");
      pages.add(links.group(1) + ".txt");
    }
    pages.removeIf(page -> page.contains("logout"));
    assertTrue(pages.size() > 30, pages.toString());
    for (String list : List.of("components", "services", "bundles")) {
      Matcher ids =
          Pattern.compile("\"id\":\"?(\\d+)").matcher(page("/system/console/" + list + ".json"));
      while (ids.find()) {
        pages.add("/system/console/" + list + "/" + ids.group(1) + ".json");
      }
    }
    boolean seen = false;
    for (String page : pages) {
      String answer = page(page);
      assertFalse(answer.contains(SECRET), page);
      seen |= answer.contains("TcpHeadEnd~hes");
    }
    assertTrue(seen, "no page has the configuration: the test looks at the wrong ones");
    String form =
        send(
            request(
                "POST /system/console/configMgr/org.meterway.tcp.TcpHeadEnd~hes",
                login + "Content-Length: 0\r\n"));
    assertTrue(form.contains("\"secret\""), form);
    assertFalse(form.contains(SECRET), form);
  }

  @Test
  void anAddressForOtherMachinesIsChosenAndWarnedOf() throws Exception {
    Path own = Files.createDirectory(folder.resolve("open"));
    Files.writeString(own.resolve("gateway.json"), "{}");
    try (GatewayProcess open =
        new GatewayProcess(HOME, own, "--config", "gateway.json", "--http", "0.0.0.0:0")) {
      open.await(
          "The Web Console at 0.0.0.0:0 can be reached from other machines, over plain HTTP");
    }
  }
}
