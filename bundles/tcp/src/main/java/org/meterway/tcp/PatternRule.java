/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.meterway.api.status.Counters;

/** The head end answers each payload with the same bytes. */
final class PatternRule implements DeliveryRule {
  private final Supplier<HeadEndSettings.Delivery> settings;
  private final Counters<HeadEndCounter> counters;

  /** Answers that came; the agent counts. */
  private final AtomicLong came = new AtomicLong();

  private long settled;

  PatternRule(Supplier<HeadEndSettings.Delivery> settings, Counters<HeadEndCounter> counters) {
    this.settings = settings;
    this.counters = counters;
  }

  /** An answer came. On the agent's thread. */
  void confirmed() {
    came.incrementAndGet();
  }

  @Override
  public int room(int payloads, long bytes) {
    return settings.get().room(payloads, bytes);
  }

  /** An answer to nothing is counted, and confirms no later payload. */
  @Override
  public long settle(SentPayloads sent, long now) {
    long delivered = 0;
    for (long until = came.get(); settled != until; settled++) {
      if (sent.isEmpty()) {
        counters.increment(HeadEndCounter.CONFIRMATIONS_UNEXPECTED);
      } else {
        delivered = sent.removeFirst();
      }
    }
    return delivered;
  }
}
