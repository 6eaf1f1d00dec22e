/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.status.StatusSource;

/**
 * A head end is reached. One that is connected is never disturbed. For another one a connection of
 * TCP is enough, where that is allowed: what it answers, and whether TLS comes about, is not the
 * network's business.
 */
final class HeadEndCheck implements Check {
  /** Where a head end tells its address in its status. */
  private static final String ADDRESS = "address";

  /** Where a head end tells that it will connect once this watch has found the network. */
  private static final String WAITS_FOR = "waits.for";

  private static final String NETWORK = "network";

  private final HeadEnd headEnd;
  private final boolean connects;

  /**
   * Checks a head end.
   *
   * @param connects whether a connection is made where it has none itself
   */
  HeadEndCheck(HeadEnd headEnd, boolean connects) {
    this.headEnd = headEnd;
    this.connects = connects;
  }

  @Override
  public String name() {
    return "head end " + headEnd.name();
  }

  @Override
  public String run(Duration atMost) throws CheckFailedException {
    HeadEndStatus status = headEnd.status();
    if (status.state() == HeadEndState.CONNECTED) {
      return "it is connected";
    }
    if (status.state() == HeadEndState.CLOSED) {
      return "it is closed on purpose, so it is not looked for";
    }
    Map<String, String> facts =
        headEnd instanceof StatusSource source ? source.describe().facts() : Map.of();
    Optional<Endpoint> endpoint = Optional.ofNullable(facts.get(ADDRESS)).flatMap(Endpoint::parse);
    if (connects && endpoint.isPresent()) {
      return Reach.of(endpoint.get(), atMost);
    }
    if (NETWORK.equals(facts.get(WAITS_FOR))) {
      // Else each would wait for the other.
      return "it waits for the network itself";
    }
    throw new CheckFailedException(
        status.reason().isEmpty() ? "it is not connected" : status.reason());
  }
}
