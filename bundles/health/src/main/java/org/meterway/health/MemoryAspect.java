/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/**
 * What is left of the memory of the Java machine: of the largest part of the heap, what was still
 * in use right after it was last cleaned up. What is in use at any moment says nothing.
 */
final class MemoryAspect implements Aspect {
  private static final int FULL_PERCENT = 90;
  private static final int PERCENT = 100;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Finding look() {
    long used = 0;
    long max = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      if (usage != null && usage.getMax() > max) {
        used = usage.getUsed();
        max = usage.getMax();
      }
    }
    return judge(used, max);
  }

  static Finding judge(long used, long max) {
    String figure = (used >> 20) + " of " + (max >> 20) + " MiB";
    return max > 0 && used * PERCENT >= max * FULL_PERCENT
        ? Finding.warning("memory is nearly used up: " + figure, figure)
        : Finding.well(figure);
  }
}
