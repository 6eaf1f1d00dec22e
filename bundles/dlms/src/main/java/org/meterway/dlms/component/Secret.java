/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/** A password or key of a configuration. Never shown. */
final class Secret {
  /** No password, no key. */
  static final Secret NONE = new Secret(new byte[0]);

  private static final String HIDDEN = "(hidden)";
  private static final String HEX = "0x";

  private final byte[] octets;

  private Secret(byte[] octets) {
    this.octets = octets;
  }

  /**
   * Reads a password: its characters as UTF-8, or octets as hex digits behind {@code 0x}. What is
   * wrong is noted in {@code validation}, without the value.
   *
   * @param decoder {@code null} where passwords stand in clear
   */
  static Secret password(
      Validation validation, String property, String stored, PasswordDecoder decoder) {
    char[] clear = clear(validation, property, stored, decoder);
    try {
      boolean isHex = clear.length > 2 && clear[0] == '0' && clear[1] == 'x';
      if (!isHex) {
        return new Secret(utf8(clear));
      }
      return hex(validation, property, clear, HEX.length(), "pairs of hex digits behind 0x");
    } finally {
      Arrays.fill(clear, '\0');
    }
  }

  /**
   * Reads a key: hex digits.
   *
   * @param length in octets
   * @param decoder {@code null} where passwords stand in clear
   * @return {@link #NONE} for none, and for a wrong one
   */
  static Secret key(
      Validation validation, String property, String stored, PasswordDecoder decoder, int length) {
    char[] clear = clear(validation, property, stored, decoder);
    try {
      if (clear.length == 0) {
        return NONE;
      }
      String expected = 2 * length + " hex digits";
      Secret key = hex(validation, property, clear, 0, expected);
      if (!key.isEmpty() && key.octets.length != length) {
        validation.reject(property, HIDDEN, expected + ", not " + 2 * key.octets.length);
        return NONE;
      }
      return key;
    } finally {
      Arrays.fill(clear, '\0');
    }
  }

  /**
   * A key that stands in clear.
   *
   * @throws IllegalArgumentException if it is none; the message says what would be right
   */
  static Secret ofHex(String digits, int length) {
    String expected = 2 * length + " hex digits";
    try {
      byte[] octets = HexFormat.of().parseHex(digits);
      if (octets.length == length) {
        return new Secret(octets);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }

  private static char[] clear(
      Validation validation, String property, String stored, PasswordDecoder decoder) {
    if (stored == null || stored.isEmpty()) {
      return new char[0];
    }
    try {
      return decoder == null ? stored.toCharArray() : decoder.decode(stored);
    } catch (IllegalArgumentException e) {
      validation.reject(
          property,
          HIDDEN,
          "a password that the platform can decrypt (" + e.getMessage() + "); enter it again");
      return new char[0];
    }
  }

  private static byte[] utf8(char[] clear) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(clear));
    byte[] octets = new byte[encoded.remaining()];
    encoded.get(octets);
    Arrays.fill(encoded.array(), (byte) 0);
    return octets;
  }

  private static Secret hex(
      Validation validation, String property, char[] digits, int from, String expected) {
    try {
      return new Secret(HexFormat.of().parseHex(digits, from, digits.length));
    } catch (IllegalArgumentException e) {
      validation.reject(property, HIDDEN, expected);
      return NONE;
    }
  }

  boolean isEmpty() {
    return octets.length == 0;
  }

  /** For use, not to keep. */
  byte[] octets() {
    return octets;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
