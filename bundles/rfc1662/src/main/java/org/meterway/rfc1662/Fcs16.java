/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.meterway.rfc1662.Octets.LONG;

/**
 * FCS-16 (RFC 1662 C.2): x^16 + x^12 + x^5 + 1, low bit first.
 *
 * <p>Short stretches go sixteen octets a step through tables. Longer ones are folded, eight octets
 * at a time and without a table: over GF(2) squaring a polynomial doubles its exponents, so that
 * the sixteenth power of the generator is x^256 + x^192 + x^80 + 1. As that is a multiple of the
 * generator, a word of 64 bits may be cancelled by adding it to what stands 64, 176 and 256 bits
 * behind it. Four words are left for the tables.
 */
final class Fcs16 implements Fcs {
  static final Fcs16 INSTANCE = new Fcs16();

  private static final int POLYNOMIAL = 0x8408;
  private static final int INITIAL = 0xFFFF;
  private static final int STEP = 16;
  private static final int WORD = Long.BYTES;

  /** Four words, and one that is partly filled. */
  private static final int SHORTEST_FOLD = 5 * WORD;

  /** Row k holds the states after an octet and k zero octets. */
  private static final char[] TABLE = table();

  private static final OctetShift SHIFT = new OctetShift(POLYNOMIAL, 16);

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

  @Override
  public int length() {
    return 2;
  }

  @Override
  public int over(byte[] octets, int from, int to) {
    return ~update(INITIAL, octets, from, to) & 0xFFFF;
  }

  @Override
  public int over(byte[] head, int headFrom, int headTo, byte[] octets, int from, int to) {
    return ~update(update(INITIAL, head, headFrom, headTo), octets, from, to) & 0xFFFF;
  }

  @Override
  public int shift(int value, int count) {
    return SHIFT.shift(value, count);
  }

  private static int update(int initial, byte[] octets, int from, int to) {
    if (to - from >= SHORTEST_FOLD) {
      return fold(initial, octets, from, to);
    }
    int state = initial;
    int at = from;
    for (; at <= to - STEP; at += STEP) {
      state = step(state, (long) LONG.get(octets, at), (long) LONG.get(octets, at + WORD));
    }
    if (at <= to - WORD) {
      state = step(state, (long) LONG.get(octets, at));
      at += WORD;
    }
    for (; at < to; at++) {
      state = state >>> 8 ^ TABLE[(state ^ octets[at]) & 0xFF];
    }
    return state;
  }

  private static int step(int state, long first) {
    long a = first ^ state;
    return TABLE[0x700 | (int) a & 0xFF]
        ^ TABLE[0x600 | (int) (a >>> 8) & 0xFF]
        ^ TABLE[0x500 | (int) (a >>> 16) & 0xFF]
        ^ TABLE[0x400 | (int) (a >>> 24) & 0xFF]
        ^ TABLE[0x300 | (int) (a >>> 32) & 0xFF]
        ^ TABLE[0x200 | (int) (a >>> 40) & 0xFF]
        ^ TABLE[0x100 | (int) (a >>> 48) & 0xFF]
        ^ TABLE[(int) (a >>> 56)];
  }

  private static int step(int state, long first, long second) {
    long a = first ^ state;
    return TABLE[0xF00 | (int) a & 0xFF]
        ^ TABLE[0xE00 | (int) (a >>> 8) & 0xFF]
        ^ TABLE[0xD00 | (int) (a >>> 16) & 0xFF]
        ^ TABLE[0xC00 | (int) (a >>> 24) & 0xFF]
        ^ TABLE[0xB00 | (int) (a >>> 32) & 0xFF]
        ^ TABLE[0xA00 | (int) (a >>> 40) & 0xFF]
        ^ TABLE[0x900 | (int) (a >>> 48) & 0xFF]
        ^ TABLE[0x800 | (int) (a >>> 56)]
        ^ step(0, second);
  }

  /**
   * The state after at least {@value #SHORTEST_FOLD} octets. The state before them counts as added
   * to the first two; zeros in front of them change nothing then, so that the first word may be
   * filled up with zeros to make the rest whole words.
   */
  private static int fold(int initial, byte[] octets, int from, int to) {
    int zeros = -(to - from) & WORD - 1;
    int at = from + WORD - zeros;
    long a = ((long) LONG.get(octets, from) ^ initial) << 8 * zeros;
    long b = (long) LONG.get(octets, at) ^ (zeros == WORD - 1 ? initial >>> 8 : 0);
    long c = (long) LONG.get(octets, at + WORD);
    long d = (long) LONG.get(octets, at + 2 * WORD);
    at += 3 * WORD;
    for (; at <= to - 4 * WORD; at += 4 * WORD) {
      b ^= a;
      c ^= a << 48;
      d ^= a >>> 16;
      a ^= (long) LONG.get(octets, at);
      c ^= b;
      d ^= b << 48;
      a ^= b >>> 16;
      b ^= (long) LONG.get(octets, at + WORD);
      d ^= c;
      a ^= c << 48;
      b ^= c >>> 16;
      c ^= (long) LONG.get(octets, at + 2 * WORD);
      a ^= d;
      b ^= d << 48;
      c ^= d >>> 16;
      d ^= (long) LONG.get(octets, at + 3 * WORD);
    }
    for (; at < to; at += WORD) {
      long first = a;
      a = b ^ first;
      b = c ^ first << 48;
      c = d ^ first >>> 16;
      d = (long) LONG.get(octets, at) ^ first;
    }
    return step(step(0, a, b), c, d);
  }
}
