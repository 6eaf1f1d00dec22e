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
import java.util.regex.Pattern;

/**
 * From where a request was sent, as the browser says it. A browser adds the console's credentials
 * to whatever any page makes it send; so what changes something must come from the console's own
 * pages. Requests of other programs say nothing of this kind; they bring credentials themselves.
 *
 * @param host the request's {@code Host}; {@code null} without one
 * @param origin its {@code Origin}; {@code null} without one
 * @param referer its {@code Referer}; {@code null} without one
 * @param site its {@code Sec-Fetch-Site}; {@code null} without one
 * @param mode its {@code Sec-Fetch-Mode}; {@code null} without one
 * @param destination its {@code Sec-Fetch-Dest}; {@code null} without one
 */
record RequestSource(
    String host, String origin, String referer, String site, String mode, String destination) {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String CROSS_SITE = "cross-site";

  /** Names, with or without a port, that no name server has a say in. */
  private static final Pattern LOCAL_HOST =
      Pattern.compile(
          "(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

  /** Whether an address, as numbers, is one that only this machine can reach. */
  static boolean isThisMachine(String address) {
    return address.startsWith("127.")
        || address.matches("\\[?(::1|0:0:0:0:0:0:0:1|::ffff:127\\..*)]?");
  }

  /**
   * Whether it asks for this machine by a name that always means it. Another name may be one that a
   * foreign site has made point here, so that its pages count as our own.
   */
  boolean isForThisMachine() {
    return host != null && LOCAL_HOST.matcher(host).matches();
  }

  /** Whether a request with this method may pass. */
  boolean mayDo(String method) {
    if (READING.contains(method)) {
      return mayRead();
    }
    if (CROSS_SITE.equalsIgnoreCase(site)) {
      return false;
    }
    String from = origin == null ? referer : origin;
    return from == null || isOwn(from);
  }

  /** A link may lead here; a page of another site may not use what it would find. */
  private boolean mayRead() {
    if (origin != null && !isOwn(origin)) {
      return false;
    }
    return !CROSS_SITE.equalsIgnoreCase(site)
        || "navigate".equalsIgnoreCase(mode) && "document".equalsIgnoreCase(destination);
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
