/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/** The PIN of a SIM card as it is configured. Never shown. */
final class Pin {
  /** None is configured. */
  static final Pin NONE = new Pin("");

  private static final String HIDDEN = "(hidden)";

  private final String digits;

  private Pin(String digits) {
    this.digits = digits;
  }

  /**
   * Reads a PIN. What is wrong is noted in {@code validation}, without the value.
   *
   * @param decoder {@code null} where passwords stand in clear
   */
  static Pin read(Validation validation, String property, String stored, PasswordDecoder decoder) {
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
    String digits = new String(clear);
    Arrays.fill(clear, '\0');
    if (!digits.isEmpty() && !digits.matches("[0-9]{4,8}")) {
      validation.reject(property, HIDDEN, "4 to 8 digits");
      return NONE;
    }
    return new Pin(digits);
  }

  boolean isEmpty() {
    return digits.isEmpty();
  }

  /** For use, not to keep. */
  String digits() {
    return digits;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pin that
        && MessageDigest.isEqual(
            digits.getBytes(StandardCharsets.US_ASCII),
            that.digits.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
