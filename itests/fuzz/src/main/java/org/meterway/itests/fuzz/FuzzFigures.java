/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.util.Locale;

/**
 * What became of the runs of one target.
 *
 * @param target its name
 * @param how how the inputs were made
 * @param nanos the time that the runs took
 * @param heapBefore bytes in use behind a garbage collection, before the first run
 * @param heapAfter the same behind the last run
 * @param slowestNanos the time of the slowest input
 * @param slowestLength its length in bytes
 * @param findings inputs that failed; the first one ends the runs
 */
record FuzzFigures(
    String target,
    String how,
    long runs,
    long nanos,
    long heapBefore,
    long heapAfter,
    long slowestNanos,
    int slowestLength,
    int findings) {
  /** Room for what the JVM itself keeps, such as classes, and for the errors that are told of. */
  private static final long MOST_KEPT = 16 << 20;

  String inWords() {
    return String.format(
        Locale.ROOT,
        "fuzz %s %s: %,d runs in %.1f s (%,d/s), heap %.1f -> %.1f MB, slowest %.2f ms (%d bytes),"
            + " %d findings",
        target,
        how,
        runs,
        nanos / 1e9,
        perSecond(),
        heapBefore / 1e6,
        heapAfter / 1e6,
        slowestNanos / 1e6,
        slowestLength,
        findings);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"target\":\"%s\",\"how\":\"%s\",\"runs\":%d,\"seconds\":%.1f,\"perSecond\":%d,"
            + "\"heapBeforeMB\":%.1f,\"heapAfterMB\":%.1f,\"slowestMs\":%.2f,\"slowestBytes\":%d,"
            + "\"findings\":%d}",
        target,
        how,
        runs,
        nanos / 1e9,
        perSecond(),
        heapBefore / 1e6,
        heapAfter / 1e6,
        slowestNanos / 1e6,
        slowestLength,
        findings);
  }

  void assertNothingKept() {
    if (heapAfter - heapBefore > MOST_KEPT) {
      throw new AssertionError("memory is left behind: " + inWords());
    }
  }

  private long perSecond() {
    return nanos == 0 ? 0 : Math.round(runs * 1e9 / nanos);
  }
}
