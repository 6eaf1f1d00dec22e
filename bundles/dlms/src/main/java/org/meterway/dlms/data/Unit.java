/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

/**
 * A unit of a measured value (Blue Book Ed. 13, 4.3.2 Register, {@code unit: enum}).
 *
 * @param code 0 to 255
 * @param symbol as printed behind a number: {@code Wh}; empty where there is none to print: for
 *     counts, the local currency, other units, and codes that are reserved
 * @param name in words: {@code watt-hour}
 * @param quantity what is measured: {@code active energy}; empty for codes that are reserved
 */
public record Unit(int code, String symbol, String name, String quantity) {
  private static final Unit[] BY_CODE = UnitTable.read();

  /** Active power. */
  public static final Unit WATT = of(27);

  /** Active energy. */
  public static final Unit WATT_HOUR = of(30);

  /** Reactive energy. */
  public static final Unit VAR_HOUR = of(32);

  /** Current. */
  public static final Unit AMPERE = of(33);

  /** Voltage. */
  public static final Unit VOLT = of(35);

  /** Frequency. */
  public static final Unit HERTZ = of(44);

  /** A number without a unit. */
  public static final Unit COUNT = of(255);

  /**
   * The unit of a code; there is one for each.
   *
   * @param code 0 to 255
   */
  public static Unit of(int code) {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("codes of units are 0 to 255, not " + code);
    }
    return BY_CODE[code];
  }

  /** The symbol, or else the name. */
  @Override
  public String toString() {
    return symbol.isEmpty() ? name : symbol;
  }
}
