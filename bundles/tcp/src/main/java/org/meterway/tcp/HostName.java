/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.IDN;
import java.util.Optional;
import javax.net.ssl.SNIHostName;

/** Names and addresses of hosts, as TLS needs them. */
final class HostName {
  private HostName() {}

  /** Whether this is an IPv4 or IPv6 address and not a name. */
  static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  }

  /** The name for the Server Name Indication; none for an address. */
  static Optional<SNIHostName> indication(String host) {
    if (isAddress(host)) {
      return Optional.empty();
    }
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    try {
      return Optional.of(new SNIHostName(IDN.toASCII(bare)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Such as a name with an underscore: resolvable, but none for TLS.
    }
  }
}
