/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the Web Console listens.
 *
 * @param host a name or an address of this machine
 * @param port the TCP port; 0 lets the system choose a free one
 */
public record HttpAddress(String host, int port) {
  /** The default: reachable from this machine only. */
  public static final HttpAddress DEFAULT = new HttpAddress("127.0.0.1", 8686);

  private static final Pattern HOST = Pattern.compile("[\\p{Alnum}._-]+");

  /** As in a URL; the zone behind % is that of a link-local address. */
  private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]+(%[\\p{Alnum}._-]+)?)]");

  /**
   * Reads {@code HOST:PORT}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException with what would be right, if the text is something else
   */
  public static HttpAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(text.substring(colon + 1));
      String host = text.substring(0, colon);
      Matcher ipv6 = IPV6.matcher(host);
      if (port <= 65535 && ipv6.matches()) {
        return new HttpAddress(ipv6.group(1), port);
      }
      if (port <= 65535 && HOST.matcher(host).matches()) {
        return new HttpAddress(host, port);
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is not HOST:PORT such as " + DEFAULT + ", and not off");
  }

  /** Whether only this machine reaches it; not so for a host that nobody knows. */
  boolean isLoopback() {
    InetSocketAddress address = new InetSocketAddress(host, port);
    return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
