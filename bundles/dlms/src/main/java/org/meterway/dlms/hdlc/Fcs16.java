/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The check sequence of headers and frames (ISO/IEC 13239, as RFC 1662 C.2): x^16 + x^12 + x^5 + 1,
 * low bit first. Eight octets a step through tables.
 */
final class Fcs16 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int POLYNOMIAL = 0x8408;
  private static final int STEP = Long.BYTES;

  /** Row k holds the states after an octet and k zero octets. */
  private static final char[] TABLE = table();

  private Fcs16() {}

  private static char[] table() {
    char[] table = new char[STEP << 8];
    for (int octet = 0; octet < 256; octet++) {
      int state = octet;
      for (int bit = 0; bit < 8; bit++) {
        state = state >>> 1 ^ (POLYNOMIAL & -(state & 1));
      }
      table[octet] = (char) state;
    }
    for (int i = 256; i < table.length; i++) {
      int state = table[i - 256];
      table[i] = (char) (state >>> 8 ^ table[state & 0xFF]);
    }
    return table;
  }

  /** The value over {@code octets[from]} to {@code octets[to - 1]}, as it stands on the line. */
  static int over(byte[] octets, int from, int to) {
    int state = 0xFFFF;
    int at = from;
    for (; at <= to - STEP; at += STEP) {
      long a = (long) LONG.get(octets, at) ^ state;
      state =
          TABLE[0x700 | (int) a & 0xFF]
              ^ TABLE[0x600 | (int) (a >>> 8) & 0xFF]
              ^ TABLE[0x500 | (int) (a >>> 16) & 0xFF]
              ^ TABLE[0x400 | (int) (a >>> 24) & 0xFF]
              ^ TABLE[0x300 | (int) (a >>> 32) & 0xFF]
              ^ TABLE[0x200 | (int) (a >>> 40) & 0xFF]
              ^ TABLE[0x100 | (int) (a >>> 48) & 0xFF]
              ^ TABLE[(int) (a >>> 56)];
    }
    for (; at < to; at++) {
      state = state >>> 8 ^ TABLE[(state ^ octets[at]) & 0xFF];
    }
    return ~state & 0xFFFF;
  }

  /** Whether the value over the octets stands behind them, low octet first. */
  static boolean isRight(byte[] octets, int from, int to) {
    return over(octets, from, to) == ((octets[to] & 0xFF) | (octets[to + 1] & 0xFF) << 8);
  }

  /** Writes the value over the octets behind them. */
  static void append(byte[] octets, int from, int to) {
    int value = over(octets, from, to);
    octets[to] = (byte) value;
    octets[to + 1] = (byte) (value >>> 8);
  }
}
