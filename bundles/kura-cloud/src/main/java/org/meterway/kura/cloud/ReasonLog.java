/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes why payloads do not get away, once for each change of the reason. Not thread-safe. */
final class ReasonLog {
  private static final Logger LOG = LoggerFactory.getLogger(ReasonLog.class);

  private final String headEnd;
  private String lastReason = "";

  ReasonLog(String headEnd) {
    this.headEnd = headEnd;
  }

  /** It is so for this reason; an empty one means that all is well. */
  void tell(String reason) {
    if (reason.equals(lastReason)) {
      return;
    }
    lastReason = reason;
    if (reason.isEmpty()) {
      LOG.info("{}: Kura takes payloads, and its cloud connection stands", headEnd);
    } else {
      LOG.warn("{}: {}", headEnd, reason);
    }
  }
}
