/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.lang.management.ManagementFactory;

/** Runs inputs, holds each run to limits, and measures. For one thread. */
final class FuzzRuns {
  /** Takes one input; throws where it finds something. */
  @FunctionalInterface
  interface Run {
    void of(byte[] input) throws Throwable;
  }

  /** An input of a few kilobytes is done in far less, with all the repetitions of a check. */
  private static final long LONGEST_NANOS = 1_000_000_000;

  private static final int MORE_TRIES = 5;

  /** They load what the target needs; what is left behind is counted from there. */
  private static final int FIRST_RUNS = 100;

  private static final long MOST_ALLOCATED = 256L << 20;

  private final Run run;
  private final boolean weighs;
  private final HangWatch watch = new HangWatch();
  private long heapBefore;
  private long nanos;
  private long count;
  private long slowestNanos;
  private int slowestLength;
  private int findings;

  /**
   * @param weighs whether the memory that a run takes is its own; the hooks of Jazzer copy the rest
   *     of a text for each comparison in it
   */
  FuzzRuns(Run run, boolean weighs) {
    this.run = run;
    this.weighs = weighs;
  }

  void begin() {
    watch.start();
    heapBefore = heap();
  }

  void run(byte[] input) throws Throwable {
    if (count++ == FIRST_RUNS) {
      heapBefore = heap();
    }
    watch.begins(input);
    try {
      long allocated = Allocation.soFar();
      long took = timed(input);
      allocated = Allocation.soFar() - allocated;
      if (weighs && allocated > MOST_ALLOCATED && allocatesAgain(input)) {
        throw new AssertionError(
            input.length + " bytes of input made " + allocated + " bytes of memory");
      }
      if (took > slowestNanos) {
        slower(input, took);
      }
    } catch (Throwable e) {
      findings++;
      throw e;
    } finally {
      watch.ends();
    }
  }

  /** What is much by the input is much again; loading and instrumenting classes is not. */
  private boolean allocatesAgain(byte[] input) throws Throwable {
    for (int i = 0; i < MORE_TRIES; i++) {
      long before = Allocation.soFar();
      timed(input);
      if (Allocation.soFar() - before <= MOST_ALLOCATED) {
        return false;
      }
    }
    return true;
  }

  /** What was slow by the input is slow again; a busy machine or compiling is not for long. */
  private void slower(byte[] input, long took) throws Throwable {
    long again = Math.min(took, timed(input));
    for (int i = 0; i < MORE_TRIES && again > LONGEST_NANOS; i++) {
      again = Math.min(again, timed(input));
    }
    if (again > slowestNanos) {
      slowestNanos = again;
      slowestLength = input.length;
    }
    if (again > LONGEST_NANOS) {
      throw new AssertionError(input.length + " bytes of input take " + again / 1e9 + " s");
    }
  }

  private long timed(byte[] input) throws Throwable {
    long start = System.nanoTime();
    run.of(input);
    long took = System.nanoTime() - start;
    nanos += took;
    return took;
  }

  FuzzFigures end(String target, String how) {
    watch.stop();
    return new FuzzFigures(
        target, how, count, nanos, heapBefore, heap(), slowestNanos, slowestLength, findings);
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
