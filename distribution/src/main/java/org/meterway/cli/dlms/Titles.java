/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.util.HexFormat;
import org.meterway.cli.CommandException;

/** System titles. */
final class Titles {
  private static final int DIGITS = 16;

  private Titles() {}

  static byte[] parse(String option, String text) throws CommandException {
    try {
      if (text.length() == DIGITS) {
        return HexFormat.of().parseHex(text);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw CommandException.usage(
        option + " is '" + text + "', expected 16 hex digits, as in 4D45540000000001");
  }
}
