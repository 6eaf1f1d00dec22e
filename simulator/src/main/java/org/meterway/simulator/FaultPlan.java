/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.List;
import java.util.Random;

/** Which fault each connection meets: one of a list, drawn. Thread-safe. */
public final class FaultPlan {
  private final List<Fault> faults;
  private final Random random;

  /**
   * @param faults those to draw from; {@link Fault#NONE} may be among them, an empty list is none
   * @param seed the same one draws the same faults again
   */
  public FaultPlan(List<Fault> faults, long seed) {
    this.faults = List.copyOf(faults);
    random = new Random(seed);
  }

  /** A plan without faults. */
  public static FaultPlan none() {
    return new FaultPlan(List.of(), 0);
  }

  /** What the next connection meets. */
  synchronized Fault next() {
    return faults.isEmpty() ? Fault.NONE : faults.get(random.nextInt(faults.size()));
  }

  /** A seed for what a fault draws itself. */
  synchronized long nextSeed() {
    return random.nextLong();
  }
}
