/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

/**
 * The default alphabet of 3GPP TS 23.038, 6.2.1, without surprises: the modem's own reading of it,
 * so that the gateway's is checked by somebody else.
 */
final class Gsm7 {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENDED = "\f^{}\\[~]|€";
  private static final int[] EXTENDED_CODES = {
    0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
  };
  private static final char ESCAPE = '\u001b';

  private Gsm7() {}

  /** Whether each character has one septet. */
  static boolean isBasic(String text) {
    return text.chars().allMatch(it -> it != ESCAPE && BASIC.indexOf(it) >= 0);
  }

  /** Septets behind so many bits of a header, which are left free; all packed into octets. */
  static byte[] pack(String text, int headerBits) {
    int first = (headerBits + 6) / 7 * 7;
    byte[] packed = new byte[(first + 7 * text.length() + 7) / 8];
    for (int i = 0; i < text.length(); i++) {
      int septet = BASIC.indexOf(text.charAt(i));
      for (int bit = 0; bit < 7; bit++) {
        int at = first + 7 * i + bit;
        packed[at / 8] |= (byte) ((septet >> bit & 1) << at % 8);
      }
    }
    return packed;
  }

  /**
   * The text of packed septets.
   *
   * @param skipped septets in front that are a header
   * @param count of septets with those
   */
  static String unpack(byte[] packed, int skipped, int count) {
    StringBuilder text = new StringBuilder();
    boolean escaped = false;
    for (int i = skipped; i < count; i++) {
      int septet = 0;
      for (int bit = 0; bit < 7; bit++) {
        int at = 7 * i + bit;
        septet |= (packed[at / 8] >> at % 8 & 1) << bit;
      }
      char character = BASIC.charAt(septet);
      if (escaped) {
        text.append(extended(septet));
        escaped = false;
      } else if (character == ESCAPE) {
        escaped = true;
      } else {
        text.append(character);
      }
    }
    return text.toString();
  }

  private static char extended(int code) {
    for (int i = 0; i < EXTENDED_CODES.length; i++) {
      if (EXTENDED_CODES[i] == code) {
        return EXTENDED.charAt(i);
      }
    }
    return '?';
  }
}
