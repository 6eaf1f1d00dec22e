/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

/**
 * How much of a fault is injected.
 *
 * @param isBrief a few, in seconds
 * @param seconds for how long, where a scenario has no number of its own; 0 for its own measure
 */
record Dose(boolean isBrief, long seconds, long seed) {
  /** A few. */
  static Dose brief(long seed) {
    return new Dose(true, 0, seed);
  }

  /** One of two numbers. */
  int of(int few, int many) {
    return isBrief ? few : many;
  }
}
