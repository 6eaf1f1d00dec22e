/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Counts the bytes on the line and the processor time of the thread; JMH makes rates of them. Their
 * quotient does not depend on what else the machine is doing.
 */
@State(Scope.Thread)
@AuxCounters
public class Bytes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** On the line so far in this iteration. */
  public long bytes;

  /** Processor time so far in this iteration. */
  public long cpuNanos;

  private long began;

  void begin() {
    began = THREADS.getCurrentThreadCpuTime();
  }

  void end(long count) {
    cpuNanos += THREADS.getCurrentThreadCpuTime() - began;
    bytes += count;
  }
}
