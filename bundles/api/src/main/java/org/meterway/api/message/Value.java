/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A typed value as it stands on the line.
 *
 * @param type its type
 * @param bytes its bytes, numbers high byte first; not copied, so do not change them
 */
public record Value(DataType type, byte[] bytes) {
  /** Checks that the length fits the type. */
  public Value {
    Objects.requireNonNull(type, "type");
    int expected = type.length();
    if (expected >= 0 ? bytes.length != expected : bytes.length > 255) {
      throw new IllegalArgumentException(
          type.dlmsName()
              + " has "
              + bytes.length
              + " bytes, expected "
              + (expected >= 0 ? "" + expected : "at most 255"));
    }
  }

  /** A whole number in a type that {@linkplain DataType#isNumber is one}. */
  public static Value number(DataType type, long number) {
    if (!type.isNumber()) {
      throw new IllegalArgumentException(type.dlmsName() + " is not a number");
    }
    int length = type.length();
    if (number < 0 || number >= 1L << 8 * length) {
      throw new IllegalArgumentException(
          number
              + " does not fit "
              + type.dlmsName()
              + ", expected 0 to "
              + ((1L << 8 * length) - 1));
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (number >>> 8 * (length - 1 - i));
    }
    return new Value(type, bytes);
  }

  /** Characters as a visible-string. */
  public static Value text(String text) {
    return new Value(DataType.VISIBLE_STRING, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Bytes as an octet-string. */
  public static Value octets(byte... bytes) {
    return new Value(DataType.OCTET_STRING, bytes);
  }

  /** The number, without sign; the bytes of any other type of up to eight bytes count as one. */
  public long asNumber() {
    long number = 0;
    for (byte octet : bytes) {
      number = number << 8 | octet & 0xFF;
    }
    return number;
  }

  /** The bytes as characters. */
  public String asText() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value that && type == that.type && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type.dlmsName()
        + ":"
        + (type.isNumber() ? Long.toString(asNumber()) : HexFormat.of().formatHex(bytes));
  }
}
