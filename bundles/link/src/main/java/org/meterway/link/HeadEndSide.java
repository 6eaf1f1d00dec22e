/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Counters;

/**
 * Sends payloads to the head end. Payloads that one chunk of the meter's bytes yields share a
 * transmission: while {@link #gather} is in force, what the same thread sends is only queued.
 * Thread-safe; one thread at a time gathers.
 */
final class HeadEndSide {
  private final HeadEnd headEnd;
  private final Counters<LinkCounter> counters;
  private volatile Thread gathering;

  HeadEndSide(HeadEnd headEnd, Counters<LinkCounter> counters) {
    this.headEnd = headEnd;
    this.counters = counters;
  }

  /** From now on the current thread's payloads wait for {@link #transmit}. */
  void gather() {
    gathering = Thread.currentThread();
  }

  /**
   * The current thread's payloads wait no longer; what it has gathered awaits {@link #transmit}.
   */
  void endGathering() {
    gathering = null;
  }

  /** Transmits what was gathered. */
  void transmit() {
    headEnd.flush();
  }

  SendResult send(byte[] payload) {
    SendResult result =
        gathering == Thread.currentThread() ? headEnd.enqueue(payload) : headEnd.send(payload);
    counters.increment(
        result.isAccepted() ? LinkCounter.UPLINK_PAYLOADS : LinkCounter.UPLINK_REFUSED);
    return result;
  }
}
