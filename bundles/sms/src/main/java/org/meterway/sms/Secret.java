/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/** What a remote command begins with, where one is configured. Never shown. */
final class Secret {
  /** None is configured. */
  static final Secret NONE = new Secret(new byte[0]);

  private static final String HIDDEN = "(hidden)";
  private static final String WORD = "[!-~]{4,32}";

  private final byte[] word;

  private Secret(byte[] word) {
    this.word = word;
  }

  /**
   * Reads one. What is wrong is noted in {@code validation}, without the value.
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
    String text = new String(clear);
    Arrays.fill(clear, '\0');
    if (!text.isEmpty() && !text.matches(WORD)) {
      validation.reject(property, HIDDEN, "one word of 4 to 32 ASCII characters");
      return NONE;
    }
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  boolean isEmpty() {
    return word.length == 0;
  }

  /** Whether a word is this one; takes as long whichever character is wrong. */
  boolean is(String said) {
    return MessageDigest.isEqual(word, said.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(word, that.word);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(word);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
