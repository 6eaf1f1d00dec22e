/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object, strictly and within limits: UTF-8, no member twice, whole numbers only,
 * nothing behind it. What comes from a repository is read with it before any signature is trusted.
 */
final class Json {
  private static final int DEEPEST = 8;
  private static final int LONGEST_TEXT = 4096;
  private static final int MOST_VALUES = 20_000;
  private static final int MOST_DIGITS = 18;

  private final String text;
  private int at;
  private int depth;
  private int values;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Texts are Strings, numbers Longs; besides Booleans, Lists and Maps; {@code null} is refused.
   */
  static Map<String, Object> object(byte[] octets) throws ReleaseException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw new ReleaseException(Refusal.MALFORMED, "not text in UTF-8", e);
    }
    Json json = new Json(text);
    json.space();
    json.expect('{');
    Map<String, Object> object = json.members();
    json.space();
    if (json.at < text.length()) {
      throw json.wrong("something behind the end");
    }
    return object;
  }

  private Object value() throws ReleaseException {
    if (++values > MOST_VALUES) {
      throw wrong("more than " + MOST_VALUES + " values");
    }
    char c = next();
    if (c == '{') {
      return members();
    }
    if (c == '[') {
      return elements();
    }
    if (c == '"') {
      return string();
    }
    if (c == '-' || isDigit(c)) {
      return number(c);
    }
    at--;
    for (Boolean constant : List.of(true, false)) {
      if (text.startsWith(constant.toString(), at)) {
        at += constant.toString().length();
        return constant;
      }
    }
    throw wrong("no value that is allowed");
  }

  private Map<String, Object> members() throws ReleaseException {
    enter();
    Map<String, Object> members = new LinkedHashMap<>();
    space();
    if (isNext('}')) {
      depth--;
      return members;
    }
    do {
      space();
      expect('"');
      String name = string();
      space();
      expect(':');
      space();
      if (members.put(name, value()) != null) {
        throw wrong("the member \"" + printable(name) + "\" twice");
      }
      space();
    } while (isNext(','));
    expect('}');
    depth--;
    return members;
  }

  private List<Object> elements() throws ReleaseException {
    enter();
    List<Object> elements = new ArrayList<>();
    space();
    if (isNext(']')) {
      depth--;
      return elements;
    }
    do {
      space();
      elements.add(value());
      space();
    } while (isNext(','));
    expect(']');
    depth--;
    return elements;
  }

  private void enter() throws ReleaseException {
    if (++depth > DEEPEST) {
      throw wrong("nested deeper than " + DEEPEST + " levels");
    }
  }

  private Long number(char first) throws ReleaseException {
    int begin = at - 1;
    char digit = first == '-' ? next() : first;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    String number = text.substring(begin, at);
    boolean leadingZero = digit == '0' && at - begin > (first == '-' ? 2 : 1);
    boolean fraction = at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0;
    if (!isDigit(digit) || leadingZero || fraction || number.length() > MOST_DIGITS) {
      throw wrong("a number that is not whole, or too long");
    }
    return Long.valueOf(number);
  }

  private String string() throws ReleaseException {
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '"') {
        return string.toString();
      }
      if (c < ' ') {
        throw wrong("a control character in a text");
      }
      string.append(c == '\\' ? escaped() : c);
      if (string.length() > LONGEST_TEXT) {
        throw wrong("a text longer than " + LONGEST_TEXT + " characters");
      }
    }
  }

  private char escaped() throws ReleaseException {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int digit = hexDigit(next());
          unit = unit << 4 | digit;
        }
        yield (char) unit;
      }
      default -> throw wrong("an escape that JSON does not know");
    };
  }

  private int hexDigit(char c) throws ReleaseException {
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw wrong("an escape that JSON does not know");
    }
    return digit;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean isNext(char c) {
    boolean is = at < text.length() && text.charAt(at) == c;
    at += is ? 1 : 0;
    return is;
  }

  private void expect(char c) throws ReleaseException {
    if (!isNext(c)) {
      throw wrong("no " + c);
    }
  }

  private char next() throws ReleaseException {
    if (at >= text.length()) {
      throw wrong("it ends in the middle");
    }
    return text.charAt(at++);
  }

  private ReleaseException wrong(String words) {
    return new ReleaseException(
        Refusal.MALFORMED, "not the JSON that is expected, at character " + at + ": " + words);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Part of a message or a line in a file: as JSON writes it, without the quotes. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    for (char c : text.substring(0, Math.min(text.length(), LONGEST_TEXT)).toCharArray()) {
      if (c == '"' || c == '\\') {
        printable.append('\\').append(c);
      } else if (c < ' ' || c >= 127) {
        printable.append(String.format("\\u%04x", (int) c));
      } else {
        printable.append(c);
      }
    }
    return printable.toString();
  }
}
