/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.Arrays;
import java.util.Optional;

/**
 * The default alphabet of 3GPP TS 23.038, 6.2.1, with its extension table, and its packing of eight
 * septets in seven octets (6.1.2.1). Sans I/O.
 */
final class GsmAlphabet {
  private static final int ESCAPE = 0x1B;
  private static final int SEPTETS = 128;
  private static final int BITS = 7;
  private static final char NONE = '\uFFFF';

  private static final char[] CHARACTERS =
      ("@£$¥èéùìòÇ\nØø\rÅå"
              + "Δ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ"
              + " !\"#¤%&'()*+,-./"
              + "0123456789:;<=>?"
              + "¡ABCDEFGHIJKLMNO"
              + "PQRSTUVWXYZÄÖÑÜ§"
              + "¿abcdefghijklmno"
              + "pqrstuvwxyzäöñüà")
          .toCharArray();

  private static final char[] EXTENSION = extension();

  private GsmAlphabet() {}

  private static char[] extension() {
    char[] table = new char[SEPTETS];
    Arrays.fill(table, NONE);
    table[0x0A] = '\f';
    table[0x14] = '^';
    table[0x28] = '{';
    table[0x29] = '}';
    table[0x2F] = '\\';
    table[0x3C] = '[';
    table[0x3D] = '~';
    table[0x3E] = ']';
    table[0x40] = '|';
    table[0x65] = '€';
    return table;
  }

  /** The septets of a text; empty if a character is not in the alphabet. */
  static Optional<byte[]> encode(String text) {
    byte[] septets = new byte[2 * text.length()];
    int count = 0;
    for (char character : text.toCharArray()) {
      int basic = index(CHARACTERS, character);
      int extended = basic < 0 ? index(EXTENSION, character) : -1;
      if (basic < 0 && extended < 0) {
        return Optional.empty();
      }
      if (basic < 0) {
        septets[count++] = ESCAPE;
      }
      septets[count++] = (byte) (basic < 0 ? extended : basic);
    }
    return Optional.of(Arrays.copyOf(septets, count));
  }

  private static int index(char[] table, char character) {
    for (int i = 0; i < table.length; i++) {
      if (table[i] == character && character != NONE) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The text of septets. An escape whose next septet is in no table stands for what the default
   * alphabet has there (6.2.1.1); one at the end for nothing.
   */
  static String decode(byte[] septets) {
    StringBuilder text = new StringBuilder(septets.length);
    boolean escaped = false;
    for (byte septet : septets) {
      if (escaped) {
        char extended = EXTENSION[septet];
        text.append(extended != NONE ? extended : septet == ESCAPE ? ' ' : CHARACTERS[septet]);
        escaped = false;
      } else if (septet == ESCAPE) {
        escaped = true;
      } else {
        text.append(CHARACTERS[septet]);
      }
    }
    return text.toString();
  }

  /**
   * Whether a text may be cut in front of this septet: not between an escape and what it escapes.
   */
  static boolean mayCut(byte[] septets, int at) {
    return at == 0 || septets[at - 1] != ESCAPE;
  }

  /**
   * Packs septets.
   *
   * @param skipped septets that are left free in front, for a header
   */
  static byte[] pack(byte[] septets, int skipped) {
    byte[] octets = new byte[octets(skipped + septets.length)];
    for (int i = 0; i < septets.length; i++) {
      int bit = BITS * (skipped + i);
      int shifted = septets[i] << bit % 8;
      octets[bit / 8] |= (byte) shifted;
      if (shifted > 0xFF) {
        octets[bit / 8 + 1] |= (byte) (shifted >> 8);
      }
    }
    return octets;
  }

  /**
   * Unpacks septets.
   *
   * @param skipped septets in front that are a header
   * @param count of septets with those
   * @throws PduException if there are not so many
   */
  static byte[] unpack(byte[] octets, int skipped, int count) throws PduException {
    if (octets(count) > octets.length) {
      throw new PduException("%d septets in %d octets".formatted(count, octets.length));
    }
    byte[] septets = new byte[Math.max(0, count - skipped)];
    for (int i = 0; i < septets.length; i++) {
      int bit = BITS * (skipped + i);
      int pair = octets[bit / 8] & 0xFF;
      if (bit / 8 + 1 < octets.length) {
        pair |= (octets[bit / 8 + 1] & 0xFF) << 8;
      }
      septets[i] = (byte) (pair >> bit % 8 & 0x7F);
    }
    return septets;
  }

  /** How many octets so many septets need. */
  static int octets(int septets) {
    return (BITS * septets + 7) / 8;
  }
}
