/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;

/** A host takes connections at a port. */
final class TcpCheck implements Check {
  private final Endpoint endpoint;

  TcpCheck(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public String name() {
    return "probe " + endpoint;
  }

  @Override
  public String run(Duration atMost) throws CheckFailedException {
    return Reach.of(endpoint, atMost);
  }
}
