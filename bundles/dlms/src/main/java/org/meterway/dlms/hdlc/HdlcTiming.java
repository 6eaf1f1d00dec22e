/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/**
 * How patient a client is.
 *
 * @param responseNanos how long the answer to a command may take to begin, in nanoseconds
 * @param interOctetNanos how long a frame may pause between two bytes, in nanoseconds
 * @param retries how often a command without answer is sent again
 */
public record HdlcTiming(long responseNanos, long interOctetNanos, int retries) {
  /** Checks them. */
  public HdlcTiming {
    if (responseNanos <= 0 || interOctetNanos <= 0 || retries < 0) {
      throw new IllegalArgumentException(
          "responseNanos %d, interOctetNanos %d, retries %d: not more than 0, the last from 0 on"
              .formatted(responseNanos, interOctetNanos, retries));
    }
  }
}
