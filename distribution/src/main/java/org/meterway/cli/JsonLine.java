/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The members of one JSON object behind its first ones, as bytes; cheap enough for a million
 * objects a second. Keys and values that are not marked as free text must not need escapes.
 */
final class JsonLine {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[512];
  private int length;

  /** Empties it. */
  JsonLine clear() {
    length = 0;
    return this;
  }

  JsonLine number(String key, long value) {
    key(key);
    ascii(Long.toString(value));
    return this;
  }

  JsonLine bool(String key, boolean value) {
    key(key);
    ascii(value ? "true" : "false");
    return this;
  }

  /** A value without characters that need an escape. */
  JsonLine word(String key, String value) {
    key(key);
    ascii("\"");
    ascii(value);
    ascii("\"");
    return this;
  }

  /** A 16-bit number such as {@code "0x2100"}. */
  JsonLine id(String key, int value) {
    key(key);
    ensure(8);
    bytes[length++] = '"';
    bytes[length++] = '0';
    bytes[length++] = 'x';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[value >>> shift & 0xF];
    }
    bytes[length++] = '"';
    return this;
  }

  JsonLine hex(String key, byte[] value) {
    return hex(key, value, 0, value.length);
  }

  JsonLine hex(String key, byte[] value, int offset, int count) {
    key(key);
    ensure(2 * count + 2);
    bytes[length++] = '"';
    for (int i = offset; i < offset + count; i++) {
      bytes[length++] = HEX[value[i] >>> 4 & 0xF];
      bytes[length++] = HEX[value[i] & 0xF];
    }
    bytes[length++] = '"';
    return this;
  }

  /** Any text. */
  JsonLine text(String key, String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character == '"' || character == '\\') {
        escaped.append('\\').append(character);
      } else if (character < 0x20 || character > 0x7E) {
        escaped.append("\\u%04x".formatted((int) character));
      } else {
        escaped.append(character);
      }
    }
    return word(key, escaped.toString());
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  private void key(String key) {
    ascii(",\"");
    ascii(key);
    ascii("\":");
  }

  @SuppressWarnings("deprecation") // The one copy of ASCII that makes no array.
  private void ascii(String text) {
    int count = text.length();
    ensure(count);
    text.getBytes(0, count, bytes, length);
    length += count;
  }

  private void ensure(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
