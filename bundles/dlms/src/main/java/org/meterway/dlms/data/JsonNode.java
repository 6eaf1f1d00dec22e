/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.util.ArrayList;
import java.util.List;

/**
 * JSON that was read (RFC 8259), with the places of its values.
 *
 * @param at the place of the first character
 * @param kind what it is
 * @param text of a string its characters, of a number its digits, of a literal itself
 * @param keys of an object, in their order
 * @param values of an object or array, in their order
 */
record JsonNode(int at, Kind kind, String text, List<String> keys, List<JsonNode> values) {
  enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    LITERAL
  }

  /** The value of the only member of an object, or null. */
  JsonNode member(String key) {
    int index = keys.indexOf(key);
    return index < 0 ? null : values.get(index);
  }

  static JsonNode parse(String json) throws DataException {
    Parser parser = new Parser(json);
    JsonNode node = parser.value(0);
    parser.space();
    if (parser.at < json.length()) {
      throw new DataException(parser.at, "more text than one JSON value");
    }
    return node;
  }

  private static final class Parser {
    /** A value of data takes up to three levels of JSON. */
    private static final int MAX_DEPTH = 3 * DataReader.MAX_DEPTH;

    private static final int LONGEST_NUMBER = 400;

    private final String json;
    private int at;

    Parser(String json) {
      this.json = json;
    }

    JsonNode value(int depth) throws DataException {
      space();
      int start = at;
      if (depth > MAX_DEPTH) {
        throw new DataException(at, "JSON deeper than " + MAX_DEPTH);
      }
      return switch (peek()) {
        case '{' -> object(start, depth);
        case '[' -> array(start, depth);
        case '"' -> new JsonNode(start, Kind.STRING, string(), List.of(), List.of());
        case 't' -> literal("true");
        case 'f' -> literal("false");
        case 'n' -> literal("null");
        default -> number();
      };
    }

    void space() {
      while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
        at++;
      }
    }

    private char peek() throws DataException {
      if (at >= json.length()) {
        throw new DataException(at, "JSON ends where more should follow");
      }
      return json.charAt(at);
    }

    private void expect(char character) throws DataException {
      space();
      if (peek() != character) {
        throw new DataException(at, "'" + character + "' should follow, not '" + peek() + "'");
      }
      at++;
    }

    /** Goes behind a comma, or behind the end. */
    private boolean more(char end) throws DataException {
      space();
      if (peek() == end) {
        at++;
        return false;
      }
      expect(',');
      return true;
    }

    private boolean isEmpty(char end) throws DataException {
      at++;
      space();
      if (peek() != end) {
        return false;
      }
      at++;
      return true;
    }

    private JsonNode object(int start, int depth) throws DataException {
      List<String> keys = new ArrayList<>();
      List<JsonNode> values = new ArrayList<>();
      if (!isEmpty('}')) {
        do {
          space();
          int key = at;
          keys.add(string());
          if (keys.indexOf(keys.get(keys.size() - 1)) < keys.size() - 1) {
            throw new DataException(key, "a key that was there before");
          }
          if (keys.size() > 4) {
            throw new DataException(key, "more keys than data has");
          }
          expect(':');
          values.add(value(depth + 1));
        } while (more('}'));
      }
      return new JsonNode(start, Kind.OBJECT, "", keys, values);
    }

    private JsonNode array(int start, int depth) throws DataException {
      List<JsonNode> values = new ArrayList<>();
      if (!isEmpty(']')) {
        do {
          values.add(value(depth + 1));
        } while (more(']'));
      }
      return new JsonNode(start, Kind.ARRAY, "", List.of(), values);
    }

    private JsonNode literal(String word) throws DataException {
      if (!json.startsWith(word, at)) {
        throw new DataException(at, "no JSON; " + word + " begins so");
      }
      at += word.length();
      return new JsonNode(at - word.length(), Kind.LITERAL, word, List.of(), List.of());
    }

    private JsonNode number() throws DataException {
      int start = at;
      if (peek() == '-') {
        at++;
      }
      int whole = at;
      digits();
      if (at - whole > 1 && json.charAt(whole) == '0') {
        throw new DataException(whole, "a number does not begin with 0");
      }
      if (at < json.length() && json.charAt(at) == '.') {
        at++;
        digits();
      }
      if (at < json.length() && (json.charAt(at) | 0x20) == 'e') {
        at++;
        if (at < json.length() && "+-".indexOf(json.charAt(at)) >= 0) {
          at++;
        }
        digits();
      }
      if (at - start > LONGEST_NUMBER) {
        throw new DataException(start, "a number of more than " + LONGEST_NUMBER + " characters");
      }
      return new JsonNode(start, Kind.NUMBER, json.substring(start, at), List.of(), List.of());
    }

    private void digits() throws DataException {
      int start = at;
      while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
        at++;
      }
      if (at == start) {
        throw new DataException(at, "no JSON value begins or goes on so");
      }
    }

    private String string() throws DataException {
      if (peek() != '"') {
        throw new DataException(at, "a string in '\"' should follow, not '" + peek() + "'");
      }
      at++;
      StringBuilder text = new StringBuilder();
      while (peek() != '"') {
        char character = json.charAt(at++);
        if (character < ' ') {
          throw new DataException(at - 1, "a control character within a string");
        }
        text.append(character == '\\' ? escaped() : character);
      }
      at++;
      return text.toString();
    }

    private char escaped() throws DataException {
      char character = peek();
      at++;
      return switch (character) {
        case '"', '\\', '/' -> character;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> unicode();
        default -> throw new DataException(at - 1, "'\\" + character + "' stands for nothing");
      };
    }

    private char unicode() throws DataException {
      int code = 0;
      for (int i = 0; i < 4; i++) {
        int digit = Character.digit(peek(), 16);
        if (digit < 0 || peek() > 'f') {
          throw new DataException(at, "four hexadecimal digits should follow '\\u'");
        }
        code = code << 4 | digit;
        at++;
      }
      return (char) code;
    }
  }
}
