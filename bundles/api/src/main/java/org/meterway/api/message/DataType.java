/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.message;

import java.util.Locale;
import java.util.Optional;

/** The type of a value: A-XDR tags of DLMS. */
public enum DataType {
  /** 32 bits without sign, high byte first. */
  DOUBLE_LONG_UNSIGNED(0x06, 4),
  /** Bytes. */
  OCTET_STRING(0x09, -1),
  /** Characters. */
  VISIBLE_STRING(0x0A, -1),
  /** 8 bits without sign. */
  UNSIGNED(0x11, 1),
  /** 16 bits without sign, high byte first. */
  LONG_UNSIGNED(0x12, 2),
  /** Date and time as in COSEM. */
  DATE_TIME(0x19, 12);

  private final int tag;
  private final int length;

  DataType(int tag, int length) {
    this.tag = tag;
    this.length = length;
  }

  /** The octet on the line. */
  public int tag() {
    return tag;
  }

  /** The length of a value in bytes, or -1 where a length octet stands before the value. */
  public int length() {
    return length;
  }

  /** Whether a value is a whole number. */
  public boolean isNumber() {
    return this == UNSIGNED || this == LONG_UNSIGNED || this == DOUBLE_LONG_UNSIGNED;
  }

  /** The name that DLMS uses, such as {@code octet-string}. */
  public String dlmsName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The type with this tag, if it is a known one. */
  public static Optional<DataType> of(int tag) {
    for (DataType type : values()) {
      if (type.tag == tag) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type with this DLMS name, in any case. */
  public static Optional<DataType> named(String dlmsName) {
    for (DataType type : values()) {
      if (type.dlmsName().equalsIgnoreCase(dlmsName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
