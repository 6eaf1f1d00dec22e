/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

/** The speeds that a character stands for in modes C and E (IEC 62056-21, 6.3.14 item 13c). */
final class BaudRates {
  private static final int[] RATES = {300, 600, 1200, 2400, 4800, 9600, 19200};

  private BaudRates() {}

  /** The speed of a character; 0 if it stands for none. */
  static int of(char character) {
    int index = character - '0';
    return index >= 0 && index < RATES.length ? RATES[index] : 0;
  }

  /** The character of the highest speed that is not above. */
  static char upTo(int baud) {
    int index = 0;
    while (index + 1 < RATES.length && RATES[index + 1] <= baud) {
      index++;
    }
    return (char) ('0' + index);
  }
}
