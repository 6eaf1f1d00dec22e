/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** A name has an address. The JDK asks again after 30 s, or 10 s where there was none. */
final class DnsCheck implements Check {
  private final String host;

  DnsCheck(String host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "dns " + host;
  }

  @Override
  public String run(Duration atMost) throws CheckFailedException {
    return addresses(host)[0].getHostAddress();
  }

  /** May take as long as the system's resolver likes, and cannot be interrupted. */
  static InetAddress[] addresses(String host) throws CheckFailedException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new CheckFailedException("the name " + host + " is not resolved");
    }
  }
}
