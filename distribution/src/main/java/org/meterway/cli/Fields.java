/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HexFormat;
import java.util.Set;

/** The members of a JSON object, with errors that name the key and what would be right. */
final class Fields {
  private final JsonObject object;

  Fields(JsonObject object) {
    this.object = object;
  }

  /** Rejects a key that is not known. */
  Fields onlyThese(Set<String> known) throws JsonInputException {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        throw new JsonInputException(
            "unknown key \"" + key + "\"" + Nearest.suggestion(key, known));
      }
    }
    return this;
  }

  boolean has(String key) {
    return object.containsKey(key);
  }

  boolean isNumber(String key) {
    return object.get(key) instanceof JsonNumber;
  }

  String text(String key) throws JsonInputException {
    if (required(key) instanceof JsonString text) {
      return text.getString();
    }
    throw wrong(key, "a text");
  }

  boolean bool(String key) throws JsonInputException {
    return switch (required(key).getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw wrong(key, "true or false");
    };
  }

  /** Bytes as hex text; spaces are ignored. */
  byte[] hex(String key) throws JsonInputException {
    String expected = "pairs of hex digits such as \"7e01ff\"";
    if (!(required(key) instanceof JsonString text)) {
      throw wrong(key, expected);
    }
    try {
      return HexFormat.of().parseHex(text.getString().replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw wrong(key, expected);
    }
  }

  /** A whole number. */
  long number(String key, long min, long max) throws JsonInputException {
    String expected = "a whole number from " + min + " to " + max;
    if (!(required(key) instanceof JsonNumber number) || !number.isIntegral()) {
      throw wrong(key, expected);
    }
    try {
      long value = number.longValueExact();
      if (value >= min && value <= max) {
        return value;
      }
    } catch (ArithmeticException e) {
      throw wrong(key, expected);
    }
    throw wrong(key, expected);
  }

  /** A number as hex text such as "0x2100", or as a JSON number. */
  int id(String key, int max) throws JsonInputException {
    if (!(required(key) instanceof JsonString text)) {
      return (int) number(key, 0, max);
    }
    String digits = text.getString().strip();
    if (digits.matches("0[xX][0-9A-Fa-f]{1,7}")) {
      int value = Integer.parseInt(digits, 2, digits.length(), 16);
      if (value <= max) {
        return value;
      }
    }
    throw wrong(key, "a text from \"0x00\" to \"0x%x\"".formatted(max));
  }

  JsonInputException wrong(String key, String expected) {
    return new JsonInputException(
        "\"" + key + "\" is " + abbreviated(object.get(key)) + ", expected " + expected);
  }

  private JsonValue required(String key) throws JsonInputException {
    JsonValue value = object.get(key);
    if (value == null) {
      throw new JsonInputException("\"" + key + "\" is missing");
    }
    return value;
  }

  private static String abbreviated(JsonValue value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
