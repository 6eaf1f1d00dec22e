/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.Objects;

/**
 * How much the uplink queue holds.
 *
 * @param maxBytes the most bytes, and the length of the longest payload
 * @param maxPayloads the most payloads
 * @param overflow what gives way when it is full
 */
record QueueLimits(int maxBytes, int maxPayloads, Overflow overflow) {
  QueueLimits {
    Objects.requireNonNull(overflow, "overflow");
  }
}
