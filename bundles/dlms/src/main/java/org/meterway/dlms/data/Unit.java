/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

/**
 * A unit of a measured value (Blue Book, "Enumerated values for physical units").
 *
 * @param code 0 to 255
 * @param symbol as printed; empty for a code that is reserved, and for plain numbers
 * @param quantity what is measured, in words
 */
public record Unit(int code, String symbol, String quantity) {
  /** A number without a unit. */
  public static final Unit COUNT = new Unit(255, "", "count");

  /**
   * The unit of a code.
   *
   * @param code 0 to 255
   */
  public static Unit of(int code) {
    return code == 255 ? COUNT : new Unit(code, "", "reserved");
  }
}
