/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.util.Map;
import org.meterway.api.web.transport.WebExchange;

/** What browsers are told of everything under the root. */
final class SecurityHeaders {
  private static final String CONTENT =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          // No text becomes markup, not even by mistake.
          "require-trusted-types-for 'script'");

  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy", CONTENT,
          "X-Frame-Options", "DENY",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          // What is live is not kept; a resource that may be kept says so itself.
          "Cache-Control", "no-store");

  private SecurityHeaders() {}

  static void add(WebExchange exchange) {
    ALWAYS.forEach(exchange::responseHeader);
  }
}
