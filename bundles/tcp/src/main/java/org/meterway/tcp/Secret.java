/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/** A password of a configuration, in clear for as long as it is needed. Never shown. */
final class Secret {
  /** No password. */
  static final Secret NONE = new Secret(new byte[0]);

  private static final String HIDDEN = "(hidden)";

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a password. What is wrong is noted in {@code validation}, without the value.
   *
   * @param decoder {@code null} where passwords stand in clear
   */
  static Secret read(
      Validation validation, String property, String stored, PasswordDecoder decoder) {
    if (stored == null || stored.isEmpty()) {
      return NONE;
    }
    char[] clear;
    try {
      clear = decoder == null ? stored.toCharArray() : decoder.decode(stored);
    } catch (IllegalArgumentException e) {
      validation.reject(
          property,
          HIDDEN,
          "a password that the platform can decrypt (" + e.getMessage() + "); enter it again");
      return NONE;
    }
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(clear));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      Arrays.fill(encoded.array(), (byte) 0);
      return new Secret(bytes);
    } finally {
      Arrays.fill(clear, '\0');
    }
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /** Whether it holds printable ASCII characters and no others. */
  boolean isAscii() {
    for (byte octet : bytes) {
      if (octet < 0x20 || octet > 0x7E) {
        return false;
      }
    }
    return true;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The password as characters; the caller wipes them. */
  char[] characters() {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] characters = new char[decoded.remaining()];
    decoded.get(characters);
    Arrays.fill(decoded.array(), '\0');
    return characters;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
