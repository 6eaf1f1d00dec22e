/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

/**
 * What the meter measures: made up, smooth, and the same for the same time. The energies grow with
 * the time that the meter runs, the other values swing around their means.
 */
final class Measurements {
  private static final long IMPORTED = 12_345_678;
  private static final long EXPORTED = 4321;
  private static final long REACTIVE = 777;
  private static final int MEAN_WATTS = 1500;
  private static final int SWING_WATTS = 600;
  private static final int SECONDS_AN_HOUR = 3600;

  private final MeterClock clock;

  Measurements(MeterClock clock) {
    this.clock = clock;
  }

  /** Active energy imported, in Wh. */
  long imported() {
    return IMPORTED + clock.secondsRunning() * MEAN_WATTS / SECONDS_AN_HOUR;
  }

  /** Active energy exported, in Wh. */
  long exported() {
    return EXPORTED + clock.secondsRunning() / 60;
  }

  /** Reactive energy imported, in varh. */
  long reactive() {
    return REACTIVE + clock.secondsRunning() / 90;
  }

  /** Active power imported, in W. */
  long watts() {
    return swing(MEAN_WATTS, SWING_WATTS, 300, 0);
  }

  /** The voltage of a phase of 1 to 3, in tenths of a volt. */
  long decivolts(int phase) {
    return swing(2300, 12, 97, phase);
  }

  /** The current of a phase of 1 to 3, in hundredths of an ampere. */
  long centiamperes(int phase) {
    return swing(650, 180, 211, phase);
  }

  /** The frequency, in hundredths of a hertz. */
  long centihertz() {
    return swing(5000, 4, 41, 0);
  }

  /** The highest mean power of the billing period, in W. */
  long mostWatts() {
    return MEAN_WATTS + SWING_WATTS;
  }

  private long swing(long mean, long amplitude, int seconds, int phase) {
    double turn = clock.secondsRunning() / (double) seconds + phase / 3.0;
    return mean + Math.round(amplitude * Math.sin(2 * Math.PI * turn));
  }
}
