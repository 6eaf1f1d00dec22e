/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.util.HashMap;
import java.util.Map;

/** Reads a JSON object whose members are texts, and nothing else. */
final class FlatJson {
  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /**
   * The members of an object.
   *
   * @throws IllegalArgumentException with the place, if it is anything else
   */
  static Map<String, String> parse(String text) {
    return new FlatJson(text).object();
  }

  private Map<String, String> object() {
    Map<String, String> members = new HashMap<>();
    expect('{');
    if (peek() != '}') {
      do {
        String name = string();
        expect(':');
        if (members.put(name, string()) != null) {
          throw wrong("a member that was there before");
        }
      } while (accept(','));
    }
    expect('}');
    skipSpace();
    if (at < text.length()) {
      throw wrong("something behind the object");
    }
    return members;
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char character = next();
      if (character == '"') {
        return value.toString();
      }
      if (character < 0x20) {
        throw wrong("a control character");
      }
      value.append(character == '\\' ? escaped() : character);
    }
  }

  private char escaped() {
    char character = next();
    return switch (character) {
      case '"', '\\', '/' -> character;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an unknown escape");
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw wrong("no hex digit");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private char next() {
    if (at >= text.length()) {
      throw wrong("the end");
    }
    return text.charAt(at++);
  }

  private char peek() {
    skipSpace();
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean accept(char character) {
    boolean there = peek() == character;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char character) {
    if (!accept(character)) {
      throw wrong("no " + character);
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " at character " + at);
  }
}
