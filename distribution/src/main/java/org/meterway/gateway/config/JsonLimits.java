/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.Optional;

/**
 * What JSON may not have although its grammar allows it: the parser gives up with errors that say
 * no place, and a number of a few characters may stand for gigabytes of digits.
 */
public final class JsonLimits {
  /** The most levels of objects and lists; nothing of ours has more than a few. */
  static final int DEEPEST = 64;

  /** The most characters of a number. */
  static final int LONGEST_NUMBER = 64;

  /** The most digits of an exponent, zeros in front of it included. */
  static final int EXPONENT_DIGITS = 3;

  private final String json;
  private int at;
  private int depth;

  private JsonLimits(String json) {
    this.json = json;
  }

  /**
   * A limit that a text exceeds.
   *
   * @param at the index of the character that does
   * @param words what is wrong
   */
  public record Excess(int at, String words) {}

  /** The first one, if there is any. The text need not be JSON. */
  public static Optional<Excess> exceededBy(String json) {
    return Optional.ofNullable(new JsonLimits(json).find());
  }

  private Excess find() {
    for (; at < json.length(); at++) {
      char c = json.charAt(at);
      if (c == '"') {
        passText();
      } else if (c == '{' || c == '[') {
        if (++depth > DEEPEST) {
          return new Excess(at, "nested deeper than " + DEEPEST + " levels");
        }
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (isDigit(c)) {
        int begin = at;
        if (passNumber()) {
          return new Excess(begin, "a number too long or with too large an exponent");
        }
      }
    }
    return null;
  }

  /** To its closing quote. */
  private void passText() {
    for (at++; at < json.length() && json.charAt(at) != '"'; at++) {
      if (json.charAt(at) == '\\') {
        at++;
      }
    }
  }

  /** To its last character; returns whether it is too large. */
  private boolean passNumber() {
    int begin = at;
    int exponentAt = -1;
    int end = begin;
    while (end < json.length() && "0123456789+-.eE".indexOf(json.charAt(end)) >= 0) {
      if (Character.toLowerCase(json.charAt(end)) == 'e') {
        exponentAt = end;
      }
      end++;
    }
    at = end - 1;
    boolean signed =
        exponentAt >= 0 && exponentAt + 1 < end && !isDigit(json.charAt(exponentAt + 1));
    int exponentLength = exponentAt < 0 ? 0 : end - exponentAt - (signed ? 2 : 1);
    return end - begin > LONGEST_NUMBER || exponentLength > EXPONENT_DIGITS;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
