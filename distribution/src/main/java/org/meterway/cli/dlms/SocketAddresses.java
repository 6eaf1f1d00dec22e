/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.net.InetSocketAddress;
import org.meterway.cli.CommandException;

/** Addresses to listen at. */
final class SocketAddresses {
  private SocketAddresses() {}

  /** {@code HOST:PORT}; port 0 for any that is free. */
  static InetSocketAddress parse(String option, String text) throws CommandException {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port >= 0 && port <= 0xFFFF) {
        String host = text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        InetSocketAddress address =
            new InetSocketAddress(isBracketed ? host.substring(1, host.length() - 1) : host, port);
        if (!address.isUnresolved()) {
          return address;
        }
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandException.usage(
        option + " is '" + text + "', expected HOST:PORT as in 127.0.0.1:4059");
  }

  static String words(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
