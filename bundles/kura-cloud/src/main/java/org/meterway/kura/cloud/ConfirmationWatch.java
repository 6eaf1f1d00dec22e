/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.concurrent.TimeUnit;

/**
 * Notices that confirmations stay away. The time that is allowed doubles with each time in a row
 * that it passed in vain, since Kura keeps each message that is published again. Not thread-safe.
 */
final class ConfirmationWatch {
  private static final int MOST_DOUBLINGS = 4;

  private long quietSince;
  private int inARow;

  /** A confirmation came at this time. */
  void progress(long now) {
    inARow = 0;
    quietSince = now;
  }

  /** At this time none can be expected: the time that is allowed begins anew. */
  void excuse(long now) {
    quietSince = now;
  }

  /** At this time they count as missing. */
  void missed(long now) {
    inARow++;
    quietSince = now;
  }

  /** How many nanoseconds until they count as missing; not above 0 if they do. */
  long remaining(long now, int timeoutSeconds) {
    long allowed = TimeUnit.SECONDS.toNanos(timeoutSeconds) << Math.min(inARow, MOST_DOUBLINGS);
    return allowed - (now - quietSince);
  }

  /** How often in a row they were missing. */
  int inARow() {
    return inARow;
  }
}
