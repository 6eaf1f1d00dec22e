/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.meterway.api.status.RateLimit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of all servlets, those of the Web Console among them: refuses what pages from
 * elsewhere make a browser send, slows down who guesses passwords, and tells browsers what the
 * pages may do.
 */
@Component
public final class RequestGuard implements Preprocessor {
  private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);

  /** Set where deployed bundles must be signed: an upload would be a way around that. */
  private static final String SIGNATURES = "org.meterway.deploy.requireSigned";

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
  private static final int TOO_MANY_REQUESTS = 429;

  private final boolean uploads;
  private final LoginLimit logins = new LoginLimit(System::nanoTime);
  private final RateLimit loginLog = new RateLimit();

  /** A guard as the framework's properties say. */
  @Activate
  public RequestGuard(BundleContext context) {
    uploads = context.getProperty(SIGNATURES) == null;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      guard(http, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void guard(HttpServletRequest request, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    SecurityHeaders.add(answer, request.getRequestURI());
    RequestSource source = source(request);
    String credentials = request.getHeader("Authorization");
    if (!METHODS.contains(request.getMethod())) {
      answer.setHeader("Allow", "GET, HEAD, POST");
      refuse(answer, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "this method is not known here");
    } else if (RequestSource.isThisMachine(request.getLocalAddr()) && !source.isForThisMachine()) {
      refuse(
          answer,
          HttpServletResponse.SC_FORBIDDEN,
          "it is for another host than this machine; ask for localhost or 127.0.0.1");
    } else if (!source.mayDo(request.getMethod())) {
      refuse(
          answer,
          HttpServletResponse.SC_FORBIDDEN,
          "this request was sent by a page of another site");
    } else if (!uploads && isUpload(request)) {
      refuse(
          answer,
          HttpServletResponse.SC_FORBIDDEN,
          "bundles must be signed here; drop them into the deploy folder");
    } else if (credentials != null && !logins.permits(credentials)) {
      answer.setHeader("Retry-After", Long.toString(LoginLimit.PAUSE.toSeconds()));
      refuse(answer, TOO_MANY_REQUESTS, "too many wrong passwords; try again in a moment");
    } else {
      chain.doFilter(request, answer);
      if (credentials != null) {
        note(request, answer, credentials);
      }
    }
  }

  private void note(HttpServletRequest request, HttpServletResponse answer, String credentials) {
    if (answer.getStatus() != HttpServletResponse.SC_UNAUTHORIZED) {
      // Pages that ask for no password prove none.
      if (request.getAttribute(ServletContextHelper.REMOTE_USER) != null) {
        logins.succeeded(credentials);
      }
      return;
    }
    long failures = logins.failed();
    if (loginLog.permits()) {
      LOG.warn(
          "The Web Console refused a password, now from {}; so far {}",
          request.getRemoteAddr(),
          failures);
    }
  }

  private static boolean isUpload(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Content-Type")).stream()
        .anyMatch(type -> type.toLowerCase(Locale.ROOT).contains("multipart/"));
  }

  private static void refuse(HttpServletResponse answer, int status, String reason)
      throws IOException {
    answer.setStatus(status);
    answer.setContentType("text/plain;charset=utf-8");
    answer.getOutputStream().write(("Refused: " + reason + ".\n").getBytes(StandardCharsets.UTF_8));
  }

  private static RequestSource source(HttpServletRequest request) {
    return new RequestSource(
        request.getHeader("Host"),
        request.getHeader("Origin"),
        request.getHeader("Referer"),
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Sec-Fetch-Mode"),
        request.getHeader("Sec-Fetch-Dest"));
  }
}
