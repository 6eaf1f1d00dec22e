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

/**
 * The bytes of a registration or heartbeat packet, as a user writes them. Immutable. One that holds
 * a secret does not show its bytes.
 */
final class Packet {
  /** The most bytes of a packet. */
  static final int LARGEST = 1024;

  /** No packet. */
  static final Packet NONE = new Packet(new byte[0], false);

  private static final String HEX_PREFIX = "hex:";

  private static final String SECRET = "{secret}";

  private final byte[] bytes;
  private final boolean holdsSecret;

  private Packet(byte[] bytes, boolean holdsSecret) {
    this.bytes = bytes;
    this.holdsSecret = holdsSecret;
  }

  /**
   * Reads a packet: hex digits behind {@code hex:}, otherwise a text in UTF-8 with the escapes
   * {@code \r \n \t \\}, {@code \xHH} and {@code \{secret}}. What is wrong is noted in {@code
   * validation}.
   *
   * @param secret what stands for {@code \{secret}}
   */
  static Packet parse(Validation validation, String property, String value, Secret secret) {
    String text = value == null ? "" : value;
    if (text.startsWith(HEX_PREFIX)) {
      return new Packet(
          validation.hex(property, text.substring(HEX_PREFIX.length()), LARGEST), false);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    boolean holdsSecret = false;
    int at = 0;
    while (at < text.length()) {
      int escape = text.indexOf('\\', at);
      int end = escape < 0 ? text.length() : escape;
      bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = end;
      if (escape >= 0) {
        int length = unescape(text, escape, bytes, secret);
        holdsSecret |= text.startsWith(SECRET, escape + 1);
        if (length == 0) {
          validation.reject(
              property,
              value,
              "one of \\r \\n \\t \\\\ \\xHH (two hex digits) \\{secret} at character "
                  + (escape + 1));
          return NONE;
        }
        at += length;
      }
    }
    if (bytes.size() > LARGEST) {
      validation.reject(property, value, "at most " + LARGEST + " bytes");
    }
    if (holdsSecret && secret.isEmpty()) {
      validation.reject("secret", "", "a password, since " + property + " holds \\{secret}");
    }
    return new Packet(bytes.toByteArray(), holdsSecret);
  }

  /** Appends what the escape at {@code at} stands for; returns its length, 0 if it is none. */
  private static int unescape(String text, int at, ByteArrayOutputStream bytes, Secret secret) {
    int letter = at + 1 < text.length() ? text.charAt(at + 1) : -1;
    switch (letter) {
      case 'r' -> bytes.write('\r');
      case 'n' -> bytes.write('\n');
      case 't' -> bytes.write('\t');
      case '\\' -> bytes.write('\\');
      case '{' -> {
        if (!text.startsWith(SECRET, at + 1)) {
          return 0;
        }
        bytes.writeBytes(secret.bytes());
        return 1 + SECRET.length();
      }
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

  /** Whether a part of it must not be shown. */
  boolean holdsSecret() {
    return holdsSecret;
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
    return holdsSecret
        ? bytes.length + " bytes with a secret"
        : HEX_PREFIX + HexFormat.of().formatHex(bytes);
  }
}
