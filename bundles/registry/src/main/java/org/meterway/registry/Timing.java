/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

/** The passing of time, so that tests can let it pass. Thread-safe. */
interface Timing extends AutoCloseable {
  /** A clock that only runs forward, in nanoseconds. */
  long nanos();

  /** Runs a short task once after {@code delayNanos}, on a thread of its own. */
  void after(long delayNanos, Runnable task);

  /** Drops the tasks that are still due. */
  @Override
  void close();
}
