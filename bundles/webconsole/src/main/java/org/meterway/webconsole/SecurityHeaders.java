/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** What browsers are told about the pages. */
final class SecurityHeaders {
  /**
   * The Web Console's pages have scripts in the text, and its libraries make more of them; nothing
   * comes from elsewhere.
   */
  private static final String CONTENT =
      String.join(
          "; ",
          "default-src 'self'",
          "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data:",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'");

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy", CONTENT,
          "X-Frame-Options", "DENY",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  /** Scripts, styles and images, the same for everybody. */
  private static final String RESOURCES = "/res/";

  private SecurityHeaders() {}

  static void add(HttpServletResponse answer, String path) {
    ALWAYS.forEach(answer::setHeader);
    if (!path.contains(RESOURCES)) {
      // Pages show settings; they are not kept by the browser when the person has gone.
      answer.setHeader("Cache-Control", "no-store");
    }
  }
}
