/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.meterway.api.config.Validation;

/** The bytes of a registration or heartbeat packet, as a user writes them. Immutable. */
final class Packet {
  /** The most bytes of a packet. */
  static final int LARGEST = 1024;

  /** No packet. */
  static final Packet NONE = new Packet(new byte[0]);

  private static final String HEX_PREFIX = "hex:";

  private final byte[] bytes;

  private Packet(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a packet: hex digits behind {@code hex:}, otherwise a text in UTF-8 with the escapes
   * {@code \r \n \t \\} and {@code \xHH}. What is wrong is noted in {@code validation}.
   */
  static Packet parse(Validation validation, String property, String value) {
    String text = value == null ? "" : value;
    if (text.startsWith(HEX_PREFIX)) {
      return new Packet(validation.hex(property, text.substring(HEX_PREFIX.length()), LARGEST));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int escape = text.indexOf('\\', at);
      int end = escape < 0 ? text.length() : escape;
      bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = end;
      if (escape >= 0) {
        int length = unescape(text, escape, bytes);
        if (length == 0) {
          validation.reject(
              property,
              value,
              "one of \\r \\n \\t \\\\ \\xHH (two hex digits) at character " + (escape + 1));
          return NONE;
        }
        at += length;
      }
    }
    if (bytes.size() > LARGEST) {
      validation.reject(property, value, "at most " + LARGEST + " bytes");
    }
    return new Packet(bytes.toByteArray());
  }

  /** Appends what the escape at {@code at} stands for; returns its length, 0 if it is none. */
  private static int unescape(String text, int at, ByteArrayOutputStream bytes) {
    int letter = at + 1 < text.length() ? text.charAt(at + 1) : -1;
    switch (letter) {
      case 'r' -> bytes.write('\r');
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      case '\\' -> bytes.write('\\');
      case 'x' -> {
        if (at + 4 > text.length()
            || !HexFormat.isHexDigit(text.charAt(at + 2))
            || !HexFormat.isHexDigit(text.charAt(at + 3))) {
          return 0;
        }
        bytes.write(HexFormat.fromHexDigits(text, at + 2, at + 4));
        return 4;
      }
      default -> {
        return 0;
      }
    }
    return 2;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /** A copy of the bytes. */
  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Packet that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HEX_PREFIX + HexFormat.of().formatHex(bytes);
  }
}
