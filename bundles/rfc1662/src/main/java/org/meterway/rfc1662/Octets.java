/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Octets with a meaning of their own (RFC 1662 sections 3.1 and 4.2), and the search for them eight
 * at a time.
 */
final class Octets {
  /** Begins and ends a frame. */
  static final byte FLAG = 0x7E;

  /** Control escape: the next octet comes with {@link #ESCAPE_BIT} inverted. */
  static final byte ESCAPE = 0x7D;

  static final int ESCAPE_BIT = 0x20;
  static final byte ALL_STATIONS = (byte) 0xFF;
  static final byte UNNUMBERED_INFORMATION = 0x03;

  /** Eight octets as a long, the first one lowest. */
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Octets() {}

  /**
   * The high bit of each octet that is {@link #FLAG} or {@link #ESCAPE}.
   *
   * <p>Adding 3 to the low seven bits carries into the high bit from 7D on, adding 1 carries for 7F
   * alone; no carry leaves its octet.
   */
  static long specials(long octets) {
    long low = octets & LOW_BITS;
    return low + 3 * ONES & ~(low + ONES | octets) & HIGH_BITS;
  }

  /** The high bit of each octet below 0x20. */
  static long controls(long octets) {
    return ~((octets & LOW_BITS) + 0x60 * ONES | octets) & HIGH_BITS;
  }

  /** The high bit of each octet that is {@link #FLAG}. */
  private static long flags(long octets) {
    long low = octets & LOW_BITS;
    return low + 2 * ONES & ~(low + ONES | octets) & HIGH_BITS;
  }

  /** Which of the eight octets, 0 to 7, bears the lowest mark. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** Where the first flag stands, or {@code to} if there is none. */
  static int indexOfFlag(byte[] octets, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long marks = flags((long) LONG.get(octets, at));
      if (marks != 0) {
        return at + first(marks);
      }
    }
    while (at < to && octets[at] != FLAG) {
      at++;
    }
    return at;
  }

  /** Whether an octet below 0x20 is marked in an async control character map. */
  static boolean isMapped(int octet, int accm) {
    return (octet & 0xE0) == 0 && (accm >>> octet & 1) != 0;
  }
}
