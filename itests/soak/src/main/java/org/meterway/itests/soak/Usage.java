/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The threads and descriptors of a process at one moment, by name. */
record Usage(Map<String, Integer> threads, Map<String, Integer> descriptors) {
  static Usage of(GatewayRun gateway) throws IOException {
    return new Usage(gateway.threads(), gateway.descriptors());
  }

  /** Whether there is no more of anything than before. */
  boolean isWithin(Usage before) {
    return excess(threads, before.threads) == 0 && excess(descriptors, before.descriptors) == 0;
  }

  /** How many threads there are more than before; fewer of one name do not make up for others. */
  long moreThreads(Usage before) {
    return excess(threads, before.threads);
  }

  /** How many descriptors there are more than before, in the same way. */
  long moreDescriptors(Usage before) {
    return excess(descriptors, before.descriptors);
  }

  private static long excess(Map<String, Integer> now, Map<String, Integer> before) {
    return now.entrySet().stream()
        .mapToLong(entry -> Math.max(0, entry.getValue() - before.getOrDefault(entry.getKey(), 0)))
        .sum();
  }

  /** What there is more of than before, and what less. */
  String more(Usage before) {
    return "threads "
        + difference(threads, before.threads)
        + ", descriptors "
        + difference(descriptors, before.descriptors);
  }

  private static String difference(Map<String, Integer> now, Map<String, Integer> before) {
    Map<String, Integer> all = new TreeMap<>(now);
    before.forEach((name, count) -> all.merge(name, -count, Integer::sum));
    return all.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .map(entry -> "%+d %s".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining("; ", "[", "]"));
  }
}
