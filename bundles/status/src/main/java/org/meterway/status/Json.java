/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;

/** Writes JSON. Members are written in the order of the calls; not thread-safe. */
final class Json {
  private final StringBuilder text = new StringBuilder();
  private boolean first = true;

  /** A whole object. */
  static <T> String object(T value, BiConsumer<Json, T> members) {
    Json json = new Json();
    json.braces(value, members);
    return json.text.toString();
  }

  Json member(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  Json member(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  Json member(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /** A member that is JSON already. */
  Json raw(String name, String json) {
    name(name);
    text.append(json);
    return this;
  }

  <T> Json member(String name, T value, BiConsumer<Json, T> members) {
    name(name);
    braces(value, members);
    return this;
  }

  Json numbers(String name, Map<String, Long> values) {
    return member(name, values, (json, map) -> map.forEach(json::member));
  }

  Json strings(String name, Map<String, String> values) {
    return member(name, values, (json, map) -> map.forEach(json::member));
  }

  Json strings(String name, Collection<String> values) {
    name(name);
    text.append('[');
    String separator = "";
    for (String value : values) {
      text.append(separator);
      string(value);
      separator = ",";
    }
    text.append(']');
    return this;
  }

  <T> Json array(String name, Collection<T> values, BiConsumer<Json, T> members) {
    name(name);
    text.append('[');
    String separator = "";
    for (T value : values) {
      text.append(separator);
      braces(value, members);
      separator = ",";
    }
    text.append(']');
    return this;
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private <T> void braces(T value, BiConsumer<Json, T> members) {
    text.append('{');
    first = true;
    members.accept(this, value);
    text.append('}');
    first = false;
  }

  private void name(String name) {
    if (!first) {
      text.append(',');
    }
    first = false;
    string(name);
    text.append(':');
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      switch (character) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          // Half of a pair is no UTF-8; the others are for who puts JSON into a page.
          if (character < 0x20
              || Character.isSurrogate(character) && !isPair(value, i)
              || character == '<'
              || character == '\u2028'
              || character == '\u2029') {
            text.append(String.format("\\u%04x", (int) character));
          } else {
            text.append(character);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean isPair(String value, int index) {
    return Character.isHighSurrogate(value.charAt(index))
        ? index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1))
        : index > 0 && Character.isHighSurrogate(value.charAt(index - 1));
  }
}
