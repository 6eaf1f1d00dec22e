/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/**
 * How long something from the peer has been waited for, without the time in which nobody read. On
 * the agent's thread.
 */
final class Patience {
  private final Attention attention;
  private long since;
  private long start;
  private long missedBefore;
  private boolean begun;

  /** Nothing is waited for yet. */
  Patience(Attention attention) {
    this.attention = attention;
  }

  /**
   * When it has been waited for long enough.
   *
   * @param from since when it is; another value begins anew
   */
  long deadline(long from, long limit, long now) {
    if (!begun || from != since) {
      begun = true;
      since = from;
      // It may have begun while nobody read.
      start = from - attention.backAt() < 0 ? attention.backAt() : from;
      missedBefore = attention.missed(now);
    }
    return start + limit + attention.missed(now) - missedBefore;
  }
}
