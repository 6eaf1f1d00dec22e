/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterway.api.web.transport.EventChannel;
import org.meterway.api.web.transport.WebExchange;

/** A request as a test makes it, and what was answered. */
final class FakeExchange implements WebExchange {
  final Map<String, String> headers = new HashMap<>();
  final Map<String, String> answered = new HashMap<>();
  final ByteArrayOutputStream output = new ByteArrayOutputStream();
  final Channel channel = new Channel();
  String user = "";
  int status;
  byte[] body = new byte[0];
  private final String method;
  private final String path;

  FakeExchange(String method, String path) {
    this.method = method;
    this.path = path;
    headers.put("Host", "gateway.example:8686");
  }

  FakeExchange with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  FakeExchange as(String userAndPassword) {
    byte[] credentials = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  String text() {
    return output.toString(StandardCharsets.UTF_8);
  }

  /** Takes as much as the test lets it. */
  static final class Channel implements EventChannel {
    final List<String> written = new ArrayList<>();
    int room = Integer.MAX_VALUE;
    int flushes;
    boolean closed;
    boolean broken;

    @Override
    public boolean isReady() {
      return room > 0;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (broken) {
        throw new IOException("gone");
      }
      room--;
      written.add(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
      flushes++;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Optional<String> parameter(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public String remoteAddress() {
    return "192.0.2.7";
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public void authenticated(String known) {
    user = known;
  }

  @Override
  public void status(int sent) {
    status = sent;
  }

  @Override
  public void responseHeader(String name, String value) {
    answered.put(name, value);
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public EventChannel stream(Runnable ready, Runnable gone) {
    return channel;
  }
}
