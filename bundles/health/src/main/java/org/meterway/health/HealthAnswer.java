/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.meterway.api.status.Health;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResponse;

/** Answers monitors: by the status of HTTP alone, or with a body. */
final class HealthAnswer {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;
  private static final String PLAIN = "text/plain; charset=utf-8";

  private HealthAnswer() {}

  /** Whether it is asked as it can be; answers the others. */
  static boolean isRight(WebRequest request, WebResponse response) throws IOException {
    if (!request.method().equals("GET")) {
      response.header("Allow", "GET");
      response.send(METHOD_NOT_ALLOWED, PLAIN, bytes("Health is read with GET\n"));
      return false;
    }
    if (!request.path().isEmpty() && !request.path().equals("/")) {
      response.send(NOT_FOUND, PLAIN, bytes("There is no such page\n"));
      return false;
    }
    return true;
  }

  /** A gateway that works is available, even where somebody should look at it. */
  static void send(WebResponse response, Health health, String json) throws IOException {
    response.header("Cache-Control", "no-store");
    response.send(
        health == Health.CRITICAL ? UNAVAILABLE : OK,
        "application/json; charset=utf-8",
        bytes(json));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
