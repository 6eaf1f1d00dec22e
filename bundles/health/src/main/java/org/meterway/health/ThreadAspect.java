/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** Threads that wait for each other for ever. */
final class ThreadAspect implements Aspect {
  @Override
  public String name() {
    return "threads";
  }

  @Override
  public Finding look() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    String figure = threads.getThreadCount() + " alive";
    long[] deadlocked = threads.findDeadlockedThreads();
    if (deadlocked == null) {
      return Finding.well(figure);
    }
    String names =
        Arrays.stream(threads.getThreadInfo(deadlocked))
            .filter(Objects::nonNull)
            .map(ThreadInfo::getThreadName)
            .sorted()
            .collect(Collectors.joining(", "));
    return Finding.critical("threads wait for each other for ever: " + names, figure);
  }
}
