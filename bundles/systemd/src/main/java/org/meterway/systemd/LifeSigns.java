/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.meterway.api.link.MeterLink;
import org.meterway.api.link.StallDetector;

/** Tells whether the gateway moves. Used by one thread. */
final class LifeSigns {
  private final Collection<MeterLink> links;
  private final Supplier<Duration> stall;
  private final LongSupplier nanoTime;
  private final StallDetector detector = new StallDetector();

  /**
   * @param links those that are there; may change at any time
   * @param stall how long one may stand
   * @param nanoTime the time, as {@link System#nanoTime}
   */
  LifeSigns(Collection<MeterLink> links, Supplier<Duration> stall, LongSupplier nanoTime) {
    this.links = links;
    this.stall = stall;
    this.nanoTime = nanoTime;
  }

  /** What stands still, in words; empty if the gateway moves. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    detector
        .stalled(
            links.stream()
                .collect(
                    Collectors.toMap(MeterLink::name, MeterLink::progress, (one, other) -> other)),
            stall.get(),
            nanoTime.getAsLong())
        .forEach((link, words) -> missing.add("link " + link + ": " + words));
    String deadlocked = deadlocked();
    if (!deadlocked.isEmpty()) {
      missing.add("threads wait for each other for ever: " + deadlocked);
    }
    return missing;
  }

  private static String deadlocked() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] found = threads.findDeadlockedThreads();
    return found == null
        ? ""
        : Arrays.stream(threads.getThreadInfo(found))
            .filter(Objects::nonNull)
            .map(ThreadInfo::getThreadName)
            .sorted()
            .collect(Collectors.joining(", "));
  }
}
