/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.network;

import java.time.Instant;
import java.util.List;

/**
 * The network as the last round of checks has found it.
 *
 * @param state online if every check of the round passed
 * @param since when this state began
 * @param failures rounds that failed in a row; 0 while online
 * @param checks the last round, in the order in which it ran; empty before the first
 */
public record NetworkStatus(
    NetworkState state, Instant since, int failures, List<NetworkCheck> checks) {
  /** Copies the list. */
  public NetworkStatus {
    checks = List.copyOf(checks);
  }
}
