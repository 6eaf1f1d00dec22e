/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.transport.WebExchange;

/** A request that has passed the gate. */
record GateRequest(WebExchange exchange, String method, String path, String user)
    implements WebRequest {
  private static final int LONGEST_BODY = 64 * 1024;

  @Override
  public Optional<String> parameter(String name) {
    return exchange.parameter(name);
  }

  @Override
  public Optional<String> header(String name) {
    return exchange.header(name);
  }

  @Override
  public String body() throws IOException {
    byte[] body = exchange.body().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      throw new BodyTooLongException();
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /** More was sent than anybody here wants. */
  static final class BodyTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    BodyTooLongException() {
      super("the body is longer than " + LONGEST_BODY + " bytes");
    }
  }
}
