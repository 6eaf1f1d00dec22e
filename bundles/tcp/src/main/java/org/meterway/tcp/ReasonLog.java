/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes why a head end is not reached, once for each change of the reason. Not thread-safe. */
final class ReasonLog {
  private static final Logger LOG = LoggerFactory.getLogger(ReasonLog.class);

  private final String headEnd;
  private String lastReason = "";
  private boolean announceConnection = true;

  ReasonLog(String headEnd) {
    this.headEnd = headEnd;
  }

  /** There is no connection for this reason. */
  void failed(String address, String reason) {
    if (!reason.equals(lastReason)) {
      lastReason = reason;
      announceConnection = true;
      LOG.warn("{}: no connection to {}: {}", headEnd, address, reason);
    }
  }

  /** A connection was made; written if its absence was. */
  void connected(String address) {
    if (announceConnection) {
      announceConnection = false;
      LOG.info("{}: connected to {}", headEnd, address);
    }
  }

  /** All is well: the next failure is news, whatever its reason. */
  void forget() {
    lastReason = "";
  }
}
