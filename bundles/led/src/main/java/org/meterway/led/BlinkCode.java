/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

/**
 * When the LED is on. Each blink is {@value #ON_MS} ms, with {@value #OFF_MS} ms between two and a
 * pause of {@value #PAUSE_MS} ms behind the last.
 */
final class BlinkCode {
  static final int ON_MS = 200;
  static final int OFF_MS = 400;
  static final int PAUSE_MS = 1600;

  /** Half a period of what blinks evenly. */
  static final int EVEN_MS = 1000;

  /** As long as nothing changes. */
  static final long FOR_EVER = Long.MAX_VALUE;

  private BlinkCode() {}

  /**
   * The LED at one moment.
   *
   * @param on whether it is on
   * @param left for how many milliseconds more; {@link #FOR_EVER} where it does not blink
   */
  record Phase(boolean on, long left) {}

  /**
   * The phase of a code.
   *
   * @param millis since it began to be shown
   */
  static Phase at(Shown shown, long millis) {
    if (shown == Shown.WELL) {
      return new Phase(true, FOR_EVER);
    }
    if (shown == Shown.STARTING) {
      long half = millis / EVEN_MS;
      return new Phase(half % 2 == 0, (half + 1) * EVEN_MS - millis);
    }
    int blink = ON_MS + OFF_MS;
    int lit = shown.blinks() * blink - OFF_MS;
    int period = lit + PAUSE_MS;
    long moment = millis % period;
    if (moment >= lit) {
      return new Phase(false, period - moment);
    }
    long within = moment % blink;
    return within < ON_MS ? new Phase(true, ON_MS - within) : new Phase(false, blink - within);
  }
}
