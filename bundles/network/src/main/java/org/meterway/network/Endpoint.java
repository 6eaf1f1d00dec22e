/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host and a port of TCP, written {@code host:port} or {@code [address of IPv6]:port}. */
record Endpoint(String host, int port) {
  private static final int LARGEST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%a-z]+)]|([^:\\s\\[\\]/-][^:\\s\\[\\]/]*)):(\\d{1,5})");

  /** What a text says; empty if it is of another form. */
  static Optional<Endpoint> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(3));
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return port < 1 || port > LARGEST_PORT
        ? Optional.empty()
        : Optional.of(new Endpoint(host, port));
  }

  /** All addresses of the host. */
  InetAddress[] addresses() throws CheckFailedException {
    return DnsCheck.addresses(host);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
