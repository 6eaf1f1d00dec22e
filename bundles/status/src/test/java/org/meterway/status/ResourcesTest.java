/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.web.EventStream;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;

class ResourcesTest {
  private final Overview overview = new Overview("gw", Clock.systemUTC());
  private final FakePart port = new FakePart("port", "meter1");
  private final Map<String, String> headers = new HashMap<>();
  private int status;
  private String type;
  private String body;

  private void ask(WebResource resource, String method, String path, String sent)
      throws IOException {
    resource.handle(new Request(method, path, sent), new Response());
  }

  private record Request(String method, String path, String body) implements WebRequest {
    @Override
    public Optional<String> parameter(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public String user() {
      return "admin";
    }
  }

  private final class Response implements WebResponse {
    @Override
    public void header(String name, String value) {
      headers.put(name, value);
    }

    @Override
    public void send(int sent, String contentType, byte[] bytes) {
      status = sent;
      type = contentType;
      body = new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public EventStream events() {
      throw new IllegalStateException("no events here");
    }
  }

  @Test
  void theStateIsSentAsJson() throws IOException {
    overview.addSource(port);
    ask(new StatusJson(overview), "GET", "", "");

    assertEquals(200, status);
    assertEquals("application/json", type);
    assertTrue(body.contains("\"name\":\"meter1\""));
    ask(new StatusJson(overview), "GET", "/x", "");
    assertEquals(404, status);
    ask(new StatusJson(overview), "POST", "", "");
    assertEquals(405, status);
    assertEquals("GET, HEAD", headers.get("Allow"));
  }

  @Test
  void aPartBeginsAnew() throws IOException {
    overview.addSource(port);
    ask(
        new Actions(overview),
        "POST",
        "",
        "{\"kind\":\"port\",\"name\":\"meter1\",\"action\":\"restart\"}");

    assertEquals(202, status);
    assertEquals("{\"done\":\"port meter1 begins anew\"}", body);
    assertEquals("asked for on the status page by admin", port.restarted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET  | 405 | ``",
        "POST | 400 | ``",
        "POST | 400 | {\"kind\":\"port\",\"name\":\"meter1\"}",
        "POST | 400 | {\"kind\":\"port\",\"name\":\"meter1\",\"action\":\"Restart\"}",
        "POST | 404 | {\"kind\":\"link\",\"name\":\"meter1\",\"action\":\"restart\"}",
        "POST | 404 | {\"action\":\"restart\"}",
      })
  void anythingElseIsRefused(String method, int refused, String sent) throws IOException {
    overview.addSource(port);
    ask(new Actions(overview), method, "", sent);

    assertEquals(refused, status);
    assertEquals("", port.restarted);
  }

  @Test
  void everyFileOfThePageIsThere() throws IOException {
    PageFiles files = new PageFiles();
    ask(files, "GET", "", "");
    assertEquals(200, status);
    assertEquals("text/html; charset=utf-8", type);
    var referred = Pattern.compile("(?:src|href)=\"([^\"#:]+)\"").matcher(body);
    int seen = 0;
    while (referred.find()) {
      if (!referred.group(1).equals("status.json")) {
        ask(files, "GET", "/" + referred.group(1), "");
        assertEquals(200, status, referred.group(1));
        seen++;
      }
    }
    assertEquals(3, seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "main.js",
        "actions.js",
        "dom.js",
        "history.js",
        "parts.js",
        "tail.js",
        "words.js"
      })
  void scriptsMakeNoMarkupAndAskNobodyElse(String file) throws IOException {
    try (InputStream content = PageFiles.class.getResourceAsStream("page/" + file)) {
      String script = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      for (String unwanted :
          new String[] {
            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("
          }) {
        assertFalse(script.contains(unwanted), unwanted);
      }
      assertFalse(
          Pattern.compile("https?://(?!www.w3.org/2000/svg)").matcher(script).find(), script);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/index", "/page/main.js", "/PageFiles.class", "/main.js/x", "/../x"})
  void nothingElseIsServed(String path) throws IOException {
    ask(new PageFiles(), "GET", path, "");
    assertEquals(404, status);
  }

  @Test
  void thePageIsOnlyRead() throws IOException {
    ask(new PageFiles(), "POST", "/main.js", "");
    assertEquals(405, status);
  }
}
