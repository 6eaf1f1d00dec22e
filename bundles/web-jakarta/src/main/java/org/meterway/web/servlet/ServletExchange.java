/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.meterway.api.web.transport.EventChannel;
import org.meterway.api.web.transport.WebExchange;

/** A request and its answer. */
final class ServletExchange implements WebExchange {
  /** What the whiteboard calls the user; who counts wrong passwords looks at it. */
  private static final String REMOTE_USER = "org.osgi.service.http.authentication.remote.user";

  private final HttpServletRequest request;
  private final HttpServletResponse response;

  ServletExchange(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getPathInfo() == null ? "" : request.getPathInfo();
  }

  @Override
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  @Override
  public String remoteAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public InputStream body() throws IOException {
    return request.getInputStream();
  }

  @Override
  public void authenticated(String user) {
    request.setAttribute(REMOTE_USER, user);
  }

  @Override
  public void status(int status) {
    response.setStatus(status);
  }

  @Override
  public void responseHeader(String name, String value) {
    response.setHeader(name, value);
  }

  @Override
  public OutputStream output() throws IOException {
    return response.getOutputStream();
  }

  @Override
  public EventChannel stream(Runnable ready, Runnable gone) throws IOException {
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    AsyncChannel channel = new AsyncChannel(context, response.getOutputStream(), ready, gone);
    channel.open();
    return channel;
  }
}
