/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long after each injection payloads flowed again. Thread-safe. */
final class Recovery {
  private final List<Duration> times = new ArrayList<>();

  synchronized void add(Duration time) {
    times.add(time);
  }

  synchronized boolean isEmpty() {
    return times.isEmpty();
  }

  synchronized Duration median() {
    List<Duration> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  synchronized Duration longest() {
    return Collections.max(times);
  }
}
