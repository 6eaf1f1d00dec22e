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
 * <p>Short stretches go sixteen octets a step through tables. Long ones are first folded without
 * any table: squaring a polynomial over GF(2) doubles its exponents, so that the generator raised
 * to the 64th power is x^1024 + x^768 + x^320 + 1, and is a multiple of the generator. Its
 * exponents are multiples of 64, so that modulo the generator a 64-bit word may be cancelled by
 * adding it to the words 4, 11 and 16 places behind it: three exclusive-ors for eight octets. What
 * is left in the end are sixteen words.
 */
final class Fcs16 implements Fcs {
  static final Fcs16 INSTANCE = new Fcs16();

  private static final int POLYNOMIAL = 0x8408;
  private static final int INITIAL = 0xFFFF;
  private static final int STEP = 16;
  private static final int BLOCK = 128;
  private static final int WORTH_FOLDING = 3 * BLOCK;

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
    int state = initial;
    int at = from;
    if (to - at >= WORTH_FOLDING) {
      int folded = to - at & -BLOCK;
      state = fold(state, octets, at, at + folded);
      at += folded;
    }
    for (; at <= to - STEP; at += STEP) {
      state = step(state, (long) LONG.get(octets, at), (long) LONG.get(octets, at + 8));
    }
    if (at <= to - 8) {
      state = step(state, (long) LONG.get(octets, at));
      at += 8;
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

  /** The state after a whole number of blocks, at least two. */
  private static int fold(int state, byte[] octets, int from, int to) {
    int last = to - BLOCK;
    long w0 = 0;
    long w1 = 0;
    long w2 = 0;
    long w3 = 0;
    long w4 = 0;
    long w5 = 0;
    long w6 = 0;
    long w7 = 0;
    long w8 = 0;
    long w9 = 0;
    long w10 = 0;
    long w11 = 0;
    long w12 = 0;
    long w13 = 0;
    long w14 = 0;
    long w15 = 0;
    // The state counts as the first two octets' companion; after the first block it is spent.
    long initial = state;
    for (int at = from; at < last; at += BLOCK) {
      w0 ^= (long) LONG.get(octets, at) ^ initial ^ w12 ^ w5;
      initial = 0;
      w1 ^= (long) LONG.get(octets, at + 8) ^ w13 ^ w6;
      w2 ^= (long) LONG.get(octets, at + 16) ^ w14 ^ w7;
      w3 ^= (long) LONG.get(octets, at + 24) ^ w15 ^ w8;
      w4 ^= (long) LONG.get(octets, at + 32) ^ w0 ^ w9;
      w5 ^= (long) LONG.get(octets, at + 40) ^ w1 ^ w10;
      w6 ^= (long) LONG.get(octets, at + 48) ^ w2 ^ w11;
      w7 ^= (long) LONG.get(octets, at + 56) ^ w3 ^ w12;
      w8 ^= (long) LONG.get(octets, at + 64) ^ w4 ^ w13;
      w9 ^= (long) LONG.get(octets, at + 72) ^ w5 ^ w14;
      w10 ^= (long) LONG.get(octets, at + 80) ^ w6 ^ w15;
      w11 ^= (long) LONG.get(octets, at + 88) ^ w7 ^ w0;
      w12 ^= (long) LONG.get(octets, at + 96) ^ w8 ^ w1;
      w13 ^= (long) LONG.get(octets, at + 104) ^ w9 ^ w2;
      w14 ^= (long) LONG.get(octets, at + 112) ^ w10 ^ w3;
      w15 ^= (long) LONG.get(octets, at + 120) ^ w11 ^ w4;
    }
    // The last block takes what reaches it and is not folded any further.
    long v0 = (long) LONG.get(octets, last) ^ w0 ^ w5 ^ w12;
    long v1 = (long) LONG.get(octets, last + 8) ^ w1 ^ w6 ^ w13;
    long v2 = (long) LONG.get(octets, last + 16) ^ w2 ^ w7 ^ w14;
    long v3 = (long) LONG.get(octets, last + 24) ^ w3 ^ w8 ^ w15;
    long v4 = (long) LONG.get(octets, last + 32) ^ w4 ^ w9;
    long v5 = (long) LONG.get(octets, last + 40) ^ w5 ^ w10;
    long v6 = (long) LONG.get(octets, last + 48) ^ w6 ^ w11;
    long v7 = (long) LONG.get(octets, last + 56) ^ w7 ^ w12;
    long v8 = (long) LONG.get(octets, last + 64) ^ w8 ^ w13;
    long v9 = (long) LONG.get(octets, last + 72) ^ w9 ^ w14;
    long v10 = (long) LONG.get(octets, last + 80) ^ w10 ^ w15;
    int result = step(0, v0, v1);
    result = step(result, v2, v3);
    result = step(result, v4, v5);
    result = step(result, v6, v7);
    result = step(result, v8, v9);
    result = step(result, v10, (long) LONG.get(octets, last + 88) ^ w11);
    result =
        step(
            result,
            (long) LONG.get(octets, last + 96) ^ w12,
            (long) LONG.get(octets, last + 104) ^ w13);
    return step(
        result,
        (long) LONG.get(octets, last + 112) ^ w14,
        (long) LONG.get(octets, last + 120) ^ w15);
  }
}
