/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.store;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a queue holds.
 *
 * @param maxBytes the most bytes of payloads, and the length of the longest payload; at least 1
 * @param maxPayloads the most payloads; at least 1
 * @param maxAge how long a payload waits before it is dropped, in time that the gateway ran:
 *     neither steps of the clock nor time without power count; {@link Duration#ZERO} for no limit
 * @param overflow what gives way when the queue is full
 */
public record QueueLimits(long maxBytes, long maxPayloads, Duration maxAge, Overflow overflow) {
  /** Checks the ranges. */
  public QueueLimits {
    Objects.requireNonNull(overflow, "overflow");
    if (maxBytes < 1 || maxPayloads < 1 || maxAge.isNegative()) {
      throw new IllegalArgumentException(
          "limits must be positive: "
              + maxBytes
              + " bytes, "
              + maxPayloads
              + " payloads, "
              + maxAge);
    }
  }
}
