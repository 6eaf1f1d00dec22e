/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** The threads and descriptors of a process at one moment, by name. */
record Usage(Map<String, Integer> threads, Map<String, Integer> descriptors) {
  static Usage of(GatewayRun gateway) throws IOException {
    return new Usage(gateway.threads(), gateway.descriptors());
  }

  long threadCount() {
    return threads.values().stream().mapToInt(Integer::intValue).sum();
  }

  long descriptorCount() {
    return descriptors.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether there is no more of anything than before. */
  boolean isWithin(Usage before) {
    return threadCount() <= before.threadCount() && descriptorCount() <= before.descriptorCount();
  }

  /** What there is more of than before. */
  String more(Usage before) {
    return "threads "
        + more(threads, before.threads)
        + ", descriptors "
        + more(descriptors, before.descriptors);
  }

  private static String more(Map<String, Integer> now, Map<String, Integer> before) {
    return now.entrySet().stream()
        .filter(entry -> entry.getValue() > before.getOrDefault(entry.getKey(), 0))
        .map(
            entry ->
                "+"
                    + (entry.getValue() - before.getOrDefault(entry.getKey(), 0))
                    + " "
                    + entry.getKey())
        .collect(Collectors.joining("; ", "[", "]"));
  }
}
