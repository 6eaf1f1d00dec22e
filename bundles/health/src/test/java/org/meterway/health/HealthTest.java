/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.web.EventStream;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;

class HealthTest {
  private final FakeFramework framework = new FakeFramework();
  private final Answer answer = new Answer();

  @Test
  void aWellGatewayIsAvailable() throws Exception {
    framework.add(() -> status("link", "meter1", Health.OK, ""));
    ask(new BriefHealth(framework.context()), "GET", "");
    assertEquals(200, answer.status);
    assertEquals("{\"health\":\"OK\"}\n", answer.body);
    assertEquals("application/json; charset=utf-8", answer.contentType);
    assertEquals("no-store", answer.headers.get("Cache-Control"));
  }

  @Test
  void aWarningIsSaidButIsNoReasonToBeUnavailable() throws Exception {
    framework.add(() -> status("port", "meter1", Health.WARNING, "no such device"));
    ask(new BriefHealth(framework.context()), "GET", "");
    assertEquals(200, answer.status);
    assertEquals("{\"health\":\"WARNING\"}\n", answer.body);
  }

  @Test
  void theWorstPartCounts() throws Exception {
    framework
        .add(() -> status("port", "meter1", Health.OK, ""))
        .add(() -> status("store", "s", Health.CRITICAL, "disk full"));
    ask(new BriefHealth(framework.context()), "GET", "/");
    assertEquals(503, answer.status);
    assertFalse(answer.body.contains("disk"), answer.body);
  }

  @Test
  void whoHasLoggedInSeesEachPartTheWorstFirst() throws Exception {
    framework
        .add(() -> status("port", "meter1", Health.OK, ""))
        .add(() -> status("store", "s", Health.CRITICAL, "disk \"full\"\n\u0001"));
    ask(new DetailedHealth(framework.context()), "GET", "");
    assertEquals(503, answer.status);
    assertEquals(
        "{\"health\":\"CRITICAL\",\"parts\":[\n"
            + "{\"kind\":\"store\",\"name\":\"s\",\"health\":\"CRITICAL\",\"state\":\"X\","
            + "\"reason\":\"disk \\\"full\\\"\\u000a\\u0001\",\"since\":\"1970-01-01T00:00:00Z\"},\n"
            + "{\"kind\":\"port\",\"name\":\"meter1\",\"health\":\"OK\",\"state\":\"X\","
            + "\"reason\":\"\",\"since\":\"1970-01-01T00:00:00Z\"}]}\n",
        answer.body);
  }

  @Test
  void aPartThatThrowsIsAWarning() throws Exception {
    framework.add(
        () -> {
          throw new IllegalStateException("closed");
        });
    ask(new DetailedHealth(framework.context()), "GET", "");
    assertEquals(200, answer.status);
    assertTrue(answer.body.contains("it could not say how it is"), answer.body);
  }

  @Test
  void nothingIsPostedAndNothingLiesBelow() throws Exception {
    ask(new BriefHealth(framework.context()), "POST", "");
    assertEquals(405, answer.status);
    ask(new BriefHealth(framework.context()), "GET", "/other");
    assertEquals(404, answer.status);
  }

  @Test
  void thePlatformIsOnePartWithTheWordsOfAllAspects() {
    AtomicLong now = new AtomicLong();
    AtomicReference<Finding> clock = new AtomicReference<>(Finding.well("noon"));
    Platform platform =
        new Platform(
            List.of(
                aspect("clock", clock),
                aspect("disk", new AtomicReference<>(Finding.warning("hardly any room", "1 MiB")))),
            now::get);
    assertEquals(Health.WARNING, platform.describe().health());
    assertEquals("hardly any room", platform.describe().reason());
    assertEquals(Map.of("clock", "noon", "disk", "1 MiB"), platform.describe().facts());

    clock.set(Finding.critical("broken", "never"));
    now.set(9_999_999_999L);
    assertEquals(Health.WARNING, platform.describe().health());
    now.set(10_000_000_000L);
    assertEquals(Health.CRITICAL, platform.describe().health());
    assertEquals("broken; hardly any room", platform.describe().reason());
  }

  @Test
  void eachPartHasACheckThatComesAndGoesWithIt() {
    AtomicReference<Status> now =
        new AtomicReference<>(status("link", "meter1", Health.WARNING, "port gone"));
    StatusSource link = now::get;
    framework.add(() -> status("port", "meter1", Health.OK, ""));
    HealthChecks checks = new HealthChecks(framework.context());
    framework.add(link);
    assertEquals(List.of("meterway", "link", "meter1"), framework.tags.get("link meter1"));
    assertEquals(Result.Status.OK, framework.checks.get("port meter1").execute().getStatus());
    Result result = framework.checks.get("link meter1").execute();
    assertEquals(Result.Status.WARN, result.getStatus());
    assertTrue(result.toString().contains("X: port gone"), result.toString());

    now.set(status("link", "meter1", Health.CRITICAL, "broken"));
    assertEquals(Result.Status.CRITICAL, framework.checks.get("link meter1").execute().getStatus());

    framework.remove(link);
    assertFalse(framework.checks.containsKey("link meter1"));
    checks.close();
    assertEquals(Map.of(), framework.checks);
  }

  @Test
  void eachAspectOfThePlatformHasACheckInPlaceOfTheWhole() {
    framework.add(() -> status("platform", "platform", Health.OK, ""));
    HealthChecks checks = new HealthChecks(framework.context());
    assertEquals(
        List.of(
            "platform bundles",
            "platform components",
            "platform disk",
            "platform memory",
            "platform descriptors",
            "platform threads",
            "platform clock"),
        List.copyOf(framework.checks.keySet()));
    assertTrue(framework.checks.get("platform clock").execute().isOk());
    checks.close();
  }

  private static Aspect aspect(String name, AtomicReference<Finding> finding) {
    return new Aspect() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Finding look() {
        return finding.get();
      }
    };
  }

  private static Status status(String kind, String name, Health health, String reason) {
    return new Status(kind, name, "X", health, reason, Instant.EPOCH, Map.of(), Map.of());
  }

  private void ask(WebResource resource, String method, String path) throws Exception {
    resource.handle(new Request(method, path), answer);
  }

  private record Request(String method, String path) implements WebRequest {
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
      return "";
    }

    @Override
    public String body() {
      return "";
    }
  }

  private static final class Answer implements WebResponse {
    final Map<String, String> headers = new LinkedHashMap<>();
    int status;
    String contentType = "";
    String body = "";

    @Override
    public void header(String name, String value) {
      headers.put(name, value);
    }

    @Override
    public void send(int code, String type, byte[] bytes) {
      status = code;
      contentType = type;
      body = new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public EventStream events() {
      throw new UnsupportedOperationException();
    }
  }
}
