/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of a problem once, when it has lasted, and not again until it was gone in between. Not
 * thread-safe.
 */
final class ChangeLog {
  private final Consumer<String> log;
  private final int patience;
  private final Map<String, Integer> seen = new HashMap<>();

  /**
   * A log that tells {@code log}.
   *
   * @param patience how many times in a row a problem must be seen before it is logged
   */
  ChangeLog(Consumer<String> log, int patience) {
    this.log = log;
    this.patience = patience;
  }

  /** Takes all problems that there are now. */
  void update(List<String> problems) {
    seen.keySet().retainAll(Set.copyOf(problems));
    for (String problem : problems) {
      if (seen.merge(problem, 1, Integer::sum) == patience) {
        log.accept(problem);
      }
    }
  }
}
