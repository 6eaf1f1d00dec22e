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
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/**
 * Stands in front of all servlets, those of the Web Console among them, and refuses what pages from
 * elsewhere make a browser send.
 */
@Component
public final class ForeignRequests implements Preprocessor {
  /** Nothing to set up. */
  public ForeignRequests() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer
        && !source(http).mayDo(http.getMethod())) {
      answer.setStatus(HttpServletResponse.SC_FORBIDDEN);
      answer.setContentType("text/plain;charset=utf-8");
      answer
          .getOutputStream()
          .write(
              "Refused: this request was sent by a page of another site.\n"
                  .getBytes(StandardCharsets.UTF_8));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static RequestSource source(HttpServletRequest request) {
    return new RequestSource(
        request.getHeader("Host"),
        request.getHeader("Origin"),
        request.getHeader("Referer"),
        request.getHeader("Sec-Fetch-Site"));
  }
}
