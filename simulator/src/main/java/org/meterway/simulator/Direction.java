/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

/** Which way a payload goes. */
public enum Direction {
  /** From the meter to the head end. */
  UP('U'),
  /** From the head end to the meter. */
  DOWN('D');

  private final byte mark;

  Direction(char mark) {
    this.mark = (byte) mark;
  }

  byte mark() {
    return mark;
  }

  /** The direction with this mark, or {@code null}. */
  static Direction marked(byte mark) {
    return mark == UP.mark ? UP : mark == DOWN.mark ? DOWN : null;
  }
}
