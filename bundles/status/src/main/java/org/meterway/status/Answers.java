/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResponse;

/** Answers that several resources give. */
final class Answers {
  private Answers() {}

  /** What sends an answer. */
  interface Answer {
    void send() throws IOException;
  }

  /** Answers one method, and nothing below the resource's own path. */
  static void whole(WebRequest request, WebResponse response, String method, Answer answer)
      throws IOException {
    if (!request.path().isEmpty()) {
      say(response, 404, "There is nothing here.");
    } else if (!request.method().equals(method)) {
      response.header("Allow", method.equals("GET") ? "GET, HEAD" : method);
      say(response, 405, "Refused: only " + method + " is known here.");
    } else {
      answer.send();
    }
  }

  static void say(WebResponse response, int status, String sentence) throws IOException {
    response.send(
        status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
