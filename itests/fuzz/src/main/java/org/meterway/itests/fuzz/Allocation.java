/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.lang.management.ManagementFactory;

/** How much memory something takes. */
public final class Allocation {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes that this thread has allocated up to now. */
  static long soFar() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** The bytes that this thread allocates meanwhile, in use or not. */
  public static long of(Runnable work) {
    long before = soFar();
    work.run();
    return soFar() - before;
  }
}
