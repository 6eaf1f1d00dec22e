/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.meterway.api.web.EventStream;
import org.meterway.api.web.WebResponse;
import org.meterway.api.web.transport.WebExchange;

/** The answer to a request, of which only the headers are sent to who asked for no more. */
final class GateResponse implements WebResponse {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final WebExchange exchange;
  private final EventStreams streams;
  private final boolean headersOnly;
  private boolean sent;

  GateResponse(WebExchange exchange, EventStreams streams) {
    this.exchange = exchange;
    this.streams = streams;
    headersOnly = exchange.method().equals("HEAD");
  }

  @Override
  public void header(String name, String value) {
    exchange.responseHeader(name, value);
  }

  @Override
  public void send(int status, String contentType, byte[] body) throws IOException {
    begin();
    exchange.status(status);
    exchange.responseHeader("Content-Type", contentType);
    exchange.responseHeader("Content-Length", Integer.toString(body.length));
    if (!headersOnly) {
      exchange.output().write(body);
    }
  }

  /** Sends a sentence. */
  void say(int status, String sentence) throws IOException {
    send(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public EventStream events() throws IOException {
    if (streams.isFull()) {
      exchange.responseHeader("Retry-After", "10");
      say(503, "Too many pages are open; close one.");
      return QueuedEvents.closed();
    }
    begin();
    exchange.status(200);
    exchange.responseHeader("Content-Type", "text/event-stream; charset=utf-8");
    // Kura's Jetty compresses what does not say that it is encoded, and holds back what it has.
    exchange.responseHeader("Content-Encoding", "identity");
    // Proxies that collect what they pass on would hold events back.
    exchange.responseHeader("X-Accel-Buffering", "no");
    return headersOnly ? QueuedEvents.closed() : streams.begin(exchange);
  }

  boolean isSent() {
    return sent;
  }

  private void begin() {
    if (sent) {
      throw new IllegalStateException("This request was answered already");
    }
    sent = true;
  }
}
