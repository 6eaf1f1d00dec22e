/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.time.Duration;

/**
 * What came of one fault for one kind of delivery.
 *
 * @param recovery the median of the recovery times, {@code null} where none was taken
 * @param longestRecovery the longest one
 * @param leaked what threads and descriptors there are more than before; empty for none
 * @param problem what went wrong beyond the counts; empty for nothing
 */
record Row(
    String fault,
    Delivery delivery,
    long injected,
    Ledger.Counts counts,
    Duration recovery,
    Duration longestRecovery,
    boolean usageCompared,
    String leaked,
    String problem) {
  /** Whether everything is as it should be. */
  boolean isGood() {
    return counts.lost() == 0
        && counts.reordered() == 0
        && (delivery == Delivery.WRITTEN || counts.duplicated() == 0)
        && counts.accepted() > 0
        && leaked.isEmpty()
        && problem.isEmpty();
  }

  /** In a line. */
  @Override
  public String toString() {
    return "%-34s %-9s injected=%d accepted=%d lost=%d twice=%d repeated=%d reordered=%d refused=%d%s%s%s%s"
        .formatted(
            fault,
            delivery,
            injected,
            counts.accepted(),
            counts.lost(),
            counts.duplicated(),
            counts.repeated(),
            counts.reordered(),
            counts.refused(),
            recovery == null
                ? ""
                : " recovered within %d/%d ms"
                    .formatted(recovery.toMillis(), longestRecovery.toMillis()),
            leaked.isEmpty() ? "" : " LEAKED " + leaked,
            problem.isEmpty() ? "" : " PROBLEM " + problem,
            isGood() ? "" : "  <-- not good");
  }
}
