/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.concurrent.TimeUnit;

/**
 * Keeps a stream of bytes to a rate, with what one second brings at once. On the agent's thread.
 */
final class Pacer {
  private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** When all bytes so far would have come at the rate. */
  private long paidAt;

  /** A stream that begins. */
  Pacer(long now) {
    paidAt = now - BURST_NANOS;
  }

  /**
   * Bytes have come.
   *
   * @param perSecond the rate; 0 for none
   * @return from when on more may come
   */
  long took(long bytes, int perSecond, long now) {
    long earliest = now - BURST_NANOS;
    if (perSecond == 0) {
      paidAt = earliest;
      return now;
    }
    if (paidAt - earliest < 0) {
      paidAt = earliest;
    }
    paidAt += bytes * TimeUnit.SECONDS.toNanos(1) / perSecond;
    return paidAt;
  }
}
