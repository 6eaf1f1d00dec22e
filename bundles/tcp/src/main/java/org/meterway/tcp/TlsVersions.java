/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.List;

/** Which versions of TLS are spoken. */
enum TlsVersions {
  /** 1.3, and 1.2 with a head end that has nothing newer. */
  TLS12_TLS13("TLSv1.3", "TLSv1.2"),
  /** 1.3 and no other. */
  TLS13("TLSv1.3");

  private final List<String> protocols;

  TlsVersions(String... protocols) {
    this.protocols = List.of(protocols);
  }

  /** As Java calls them. */
  String[] protocols() {
    return protocols.toArray(String[]::new);
  }
}
