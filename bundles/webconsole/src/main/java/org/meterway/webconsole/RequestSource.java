/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * From where a request was sent, as the browser says it. A browser adds the console's credentials
 * to whatever any page makes it send; so what changes something must come from the console's own
 * pages. Requests of other programs say nothing of this kind; they bring credentials themselves.
 *
 * @param host the request's {@code Host}; {@code null} without one
 * @param origin its {@code Origin}; {@code null} without one
 * @param referer its {@code Referer}; {@code null} without one
 * @param site its {@code Sec-Fetch-Site}; {@code null} without one
 */
record RequestSource(String host, String origin, String referer, String site) {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String CROSS_SITE = "cross-site";

  /** Whether a request with this method may pass. */
  boolean mayDo(String method) {
    if (READING.contains(method)) {
      return true;
    }
    if (CROSS_SITE.equalsIgnoreCase(site)) {
      return false;
    }
    String from = origin == null ? referer : origin;
    return from == null || isOwn(from);
  }

  private boolean isOwn(String from) {
    try {
      URI sender = new URI(from);
      return sender.getScheme() != null
          && sender.getRawAuthority() != null
          && host != null
          && withoutDefaultPort(sender.getRawAuthority(), sender.getScheme())
              .equals(withoutDefaultPort(host, sender.getScheme()));
    } catch (URISyntaxException e) {
      // Such as an origin that the browser does not tell; the console's pages have one.
      return false;
    }
  }

  private static String withoutDefaultPort(String authority, String scheme) {
    String port = scheme.equalsIgnoreCase("https") ? ":443" : ":80";
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
  }
}
