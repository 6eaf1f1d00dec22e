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
 * @param time for how long, with the pauses and recoveries in between
 * @param detection how long it took the gateway to see the fault, where that was measured
 * @param leak how many threads and descriptors the gateway has more than before
 * @param mayLose whether a loss is within what this delivery promises
 * @param mayDisorder whether it is promised neither that payloads come in order nor that the head
 *     end can tell repetitions
 * @param problem what went wrong beyond the counts; empty for nothing
 */
record Row(
    String fault,
    Delivery delivery,
    long injected,
    Duration time,
    Ledger.Counts counts,
    Recovery recovery,
    Recovery detection,
    Leak leak,
    boolean mayLose,
    boolean mayDisorder,
    String problem) {
  /**
   * What a gateway has more than before.
   *
   * @param names of what it is
   */
  record Leak(long threads, long descriptors, String names) {
    /** For a gateway that is another process afterwards. */
    static final Leak NOT_COMPARED = new Leak(-1, -1, "");

    boolean isCompared() {
      return threads >= 0;
    }
  }

  /** Whether everything is as it should be. */
  boolean isGood() {
    return (counts.lost() == 0 || mayLose)
        && (counts.reordered() == 0 || mayDisorder)
        && (!delivery.isOnce() || counts.duplicated() == 0 || mayDisorder)
        && counts.accepted() > 0
        && injected > 0
        && leak.names().isEmpty()
        && problem.isEmpty();
  }

  /** In a line. */
  @Override
  public String toString() {
    return "%-9s %-44s injected=%d in %.1f s accepted=%d lost=%d twice=%d repeated=%d reordered=%d refused=%d"
            .formatted(
                delivery,
                fault,
                injected,
                time.toMillis() / 1000.0,
                counts.accepted(),
                counts.lost(),
                counts.duplicated(),
                counts.repeated(),
                counts.reordered(),
                counts.refused())
        + (recovery.isEmpty()
            ? ""
            : " recovered within %d/%d ms"
                .formatted(recovery.median().toMillis(), recovery.longest().toMillis()))
        + (detection.isEmpty()
            ? ""
            : " detected within %d/%d ms"
                .formatted(detection.median().toMillis(), detection.longest().toMillis()))
        + (leak.names().isEmpty() ? "" : " LEAKED " + leak.names())
        + (problem.isEmpty() ? "" : " PROBLEM " + problem)
        + (isGood() ? "" : "  <-- NOT GOOD");
  }
}
