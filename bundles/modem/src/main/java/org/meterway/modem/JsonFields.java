/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the JSON that mmcli prints into fields with dotted names, as {@code modem.generic.state}.
 * Elements of an array have their index as a name. Sans I/O.
 */
final class JsonFields {
  private static final int DEEPEST = 16;
  private static final int MOST = 1000;
  private static final int LONGEST_NAME = 256;

  private final String text;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private int at;

  private JsonFields(String text) {
    this.text = text;
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Map<String, String> of(String text) {
    JsonFields reader = new JsonFields(text);
    reader.skipSpace();
    if (reader.peek() != '{') {
      throw reader.malformed("no object");
    }
    reader.value("", 0);
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.malformed("something behind the object");
    }
    return reader.fields;
  }

  private void value(String name, int depth) {
    if (depth > DEEPEST || fields.size() > MOST || name.length() > LONGEST_NAME) {
      throw malformed("too deep, or too much, or too long a name");
    }
    skipSpace();
    switch (peek()) {
      case '{' -> members(name, depth, '}');
      case '[' -> members(name, depth, ']');
      case '"' -> fields.put(name, string());
      default -> fields.put(name, word());
    }
  }

  private void members(String name, int depth, char close) {
    at++;
    skipSpace();
    if (peek() == close) {
      at++;
      return;
    }
    for (int index = 0; ; index++) {
      skipSpace();
      String member = Integer.toString(index);
      if (close == '}') {
        member = string();
        skipSpace();
        expect(':');
      }
      value(name.isEmpty() ? member : name + "." + member, depth + 1);
      skipSpace();
      if (peek() != ',') {
        expect(close);
        return;
      }
      at++;
    }
  }

  private String string() {
    expect('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char character = text.charAt(at++);
      string.append(character == '\\' ? escaped() : character);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char character = peek();
    at++;
    return switch (character) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9A-Fa-f]{4}")) {
          throw malformed("an escape that is none");
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> character;
    };
  }

  private String word() {
    int start = at;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw malformed("no value");
    }
    return text.substring(start, at);
  }

  private static boolean isOfWord(char character) {
    return Character.isLetterOrDigit(character) || "+-.".indexOf(character) >= 0;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed("it ends too early");
    }
    return text.charAt(at);
  }

  private void expect(char character) {
    if (peek() != character) {
      throw malformed("no " + character);
    }
    at++;
  }

  private IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException(what + " at character " + at);
  }
}
