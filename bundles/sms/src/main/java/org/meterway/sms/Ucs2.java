/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Characters as pairs of octets. A character of two units may lie in two messages. */
final class Ucs2 {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Ucs2() {}

  /** The characters; half a pair at the end is left out. */
  static String decode(byte[] octets) {
    char[] characters = new char[octets.length / 2];
    for (int i = 0; i < characters.length; i++) {
      characters[i] = (char) ((octets[2 * i] & 0xFF) << 8 | octets[2 * i + 1] & 0xFF);
    }
    return new String(characters);
  }

  /** As hex digits, which modems in text mode take. */
  static String hex(String text) {
    return HEX.formatHex(text.getBytes(StandardCharsets.UTF_16BE));
  }
}
