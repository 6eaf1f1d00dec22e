/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.HexFormat;

/** A record that makes no message. Says which property, its value, and what would be right. */
final class RecordException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 32;

  /**
   * @param value null where the property is missing
   */
  RecordException(String property, Object value, String expected) {
    super(
        property
            + (value == null ? " is missing" : " is \"" + shown(value) + "\"")
            + ", expected "
            + expected);
  }

  private static String shown(Object value) {
    String text =
        value instanceof byte[] bytes
            ? HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN))
            : value.toString();
    return text.length() <= 2 * SHOWN ? text : text.substring(0, 2 * SHOWN) + "...";
  }
}
