/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What monitors read of a real gateway. */
class MonitorIT {
  private static final Path HOME = Path.of(System.getProperty("meterway.test.home"));

  @TempDir private static Path folder;
  private static GatewayProcess gateway;
  private static URI pages;
  private static String login;

  @BeforeAll
  static void givenAGatewayWhosePortIsAway() throws Exception {
    Files.writeString(
        folder.resolve("gateway.json"),
        """
        { "org.meterway.serial.SerialPort~meter1": { "device": "/dev/no-such-device" },
          "org.meterway.tcp.TcpHeadEnd~hes": { "host": "127.0.0.1", "port": 9 },
          "org.meterway.link.MeterLink~meter1": {
            "MeterPort.target": "(kura.service.pid=meter1)",
            "HeadEnd.target": "(kura.service.pid=hes)" } }
        """);
    gateway = new GatewayProcess(HOME, folder, "--config", "gateway.json", "--http", "127.0.0.1:0");
    login = "admin:" + gateway.await("Web Console: user admin, password (\\S+)");
    pages = URI.create(gateway.await("Web Console at (\\S+)")).resolve("/meterway/");
    GatewayProcess.until("the pages answer", () -> status("health", "") == 200);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void metricsSayWhatIsAway() throws Exception {
    String metrics = get("metrics", login).body();
    for (String line :
        List.of(
            "meterway_health{kind=\"port\",name=\"meter1\"} 1.0",
            "meterway_state_info{kind=\"link\",name=\"meter1\",state=\"INTERRUPTED\"} 1",
            "meterway_link_info{headend=\"hes\",link=\"meter1\",port=\"meter1\"} 1",
            "meterway_link_frames_in_total{link=\"meter1\"} 0.0",
            "meterway_headend_queued_payloads{headend=\"hes\"} 0.0",
            "meterway_broken_sources 0.0")) {
      assertTrue(metrics.contains("\n" + line + "\n"), () -> line + " in\n" + metrics);
    }
  }

  @Test
  void everythingThatIsCountedIsClassified() throws Exception {
    assertEquals(
        List.of(),
        get("metrics", login).body().lines().filter(line -> line.endsWith(" untyped")).toList());
  }

  @Test
  void metricsAreForWhoeverHasLoggedIn() {
    assertEquals(401, status("metrics", ""));
    assertEquals(401, status("health/detail", ""));
  }

  @Test
  void healthIsOneWordForEverybody() throws Exception {
    HttpResponse<String> answer = get("health", "");
    assertEquals(200, answer.statusCode());
    assertEquals("{\"health\":\"WARNING\"}\n", answer.body());
  }

  @Test
  void whoHasLoggedInReadsWhy() throws Exception {
    HttpResponse<String> answer = get("health/detail", login);
    assertEquals(200, answer.statusCode());
    assertTrue(
        answer.body().contains("\"reason\":\"no such device: /dev/no-such-device"), answer::body);
    assertTrue(answer.body().contains("{\"kind\":\"platform\""), answer::body);
  }

  private static HttpResponse<String> get(String page, String userAndPassword) throws Exception {
    return GatewayProcess.get(pages.resolve(page), userAndPassword);
  }

  private static int status(String page, String userAndPassword) {
    try {
      return get(page, userAndPassword).statusCode();
    } catch (Exception e) {
      return 0; // not yet
    }
  }
}
