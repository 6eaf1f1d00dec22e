/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Value;

/**
 * One configured parameter, written {@code <id>=<type>:<value>}, such as {@code
 * 0x2801=octet-string:313233}.
 *
 * @param parameter its id, 0 to 65535
 */
record ParameterEntry(int parameter, Value value) {
  /**
   * @throws IllegalArgumentException says in words what is expected
   */
  static ParameterEntry parse(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':', equals);
    if (equals < 0 || colon < 0) {
      throw new IllegalArgumentException(
          "<id>=<type>:<value>, such as 0x2801=octet-string:313233 or 0x8002=unsigned:1");
    }
    int parameter = ParameterIds.parse(text.substring(0, equals));
    String typeName = text.substring(equals + 1, colon).strip();
    DataType type =
        DataType.named(typeName)
            .orElseThrow(() -> new IllegalArgumentException("one of the types " + typeNames()));
    return new ParameterEntry(parameter, value(type, text.substring(colon + 1)));
  }

  /** Whether the text consists of characters that visible-strings can carry. */
  static boolean isLatin(String text) {
    return StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
  }

  private static Value value(DataType type, String text) {
    if (type.isNumber()) {
      return number(type, text.strip());
    }
    if (type == DataType.VISIBLE_STRING) {
      if (!isLatin(text)) {
        throw new IllegalArgumentException("characters of ISO 8859-1");
      }
      return checked(type, text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return checked(type, hex(text));
  }

  private static Value number(DataType type, String text) {
    try {
      return Value.number(type, Long.parseLong(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a whole number from 0 to " + ((1L << 8 * type.length()) - 1), e);
    }
  }

  private static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("pairs of hex digits behind the type", e);
    }
  }

  private static Value checked(DataType type, byte[] bytes) {
    if (type.length() >= 0 ? bytes.length != type.length() : bytes.length > 255) {
      throw new IllegalArgumentException(
          type.length() >= 0 ? type.length() + " bytes" : "at most 255 bytes");
    }
    return new Value(type, bytes);
  }

  private static String typeNames() {
    return Arrays.stream(DataType.values())
        .map(DataType::dlmsName)
        .collect(Collectors.joining(", "));
  }
}
