/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.meterway.api.web.transport.WebExchange;

/**
 * From where a request was sent, as the browser says it: a browser adds the password to whatever
 * any page makes it send. Other programs say nothing of this kind.
 */
final class Sender {
  private static final String CROSS_SITE = "cross-site";

  private final WebExchange exchange;

  Sender(WebExchange exchange) {
    this.exchange = exchange;
  }

  /** Whether it may have changed something here. */
  boolean mayChange() {
    String site = exchange.header("Sec-Fetch-Site").orElse("same-origin");
    return site.equalsIgnoreCase("same-origin")
        && exchange
            .header("Origin")
            .or(() -> exchange.header("Referer"))
            .map(this::isOwn)
            .orElse(true);
  }

  /** A link may lead here; a page of another site may not use what it would find. */
  boolean mayRead() {
    if (!exchange.header("Origin").map(this::isOwn).orElse(true)) {
      return false;
    }
    return !is("Sec-Fetch-Site", CROSS_SITE)
        || is("Sec-Fetch-Mode", "navigate") && is("Sec-Fetch-Dest", "document");
  }

  private boolean is(String header, String value) {
    return exchange.header(header).map(value::equalsIgnoreCase).orElse(false);
  }

  private boolean isOwn(String from) {
    try {
      URI sender = new URI(from);
      Optional<String> host = exchange.header("Host");
      return host.isPresent()
          && sender.getScheme() != null
          && sender.getRawAuthority() != null
          && withoutDefaultPort(sender.getRawAuthority(), sender.getScheme())
              .equals(withoutDefaultPort(host.get(), sender.getScheme()));
    } catch (URISyntaxException e) {
      // Such as an origin that the browser does not tell; our own pages have one.
      return false;
    }
  }

  private static String withoutDefaultPort(String authority, String scheme) {
    String port = scheme.equalsIgnoreCase("https") ? ":443" : ":80";
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
