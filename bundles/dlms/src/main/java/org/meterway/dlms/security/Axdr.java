/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/** Lengths of A-XDR: one octet to 127, else the count of the octets that follow with bit 8 set. */
final class Axdr {
  private Axdr() {}

  static int sizeOfLength(int length) {
    if (length < 0x80) {
      return 1;
    }
    if (length < 0x100) {
      return 2;
    }
    return length < 0x10000 ? 3 : 5;
  }

  /** Writes a length, gives the place after it. */
  static int putLength(byte[] out, int at, int length) {
    int size = sizeOfLength(length);
    if (size == 1) {
      out[at] = (byte) length;
      return at + 1;
    }
    out[at] = (byte) (0x80 | size - 1);
    for (int i = 1; i < size; i++) {
      out[at + i] = (byte) (length >>> 8 * (size - 1 - i));
    }
    return at + size;
  }

  /** Writes a length and the octets, gives the place after them. */
  static int put(byte[] out, int at, byte[] octets) {
    int start = putLength(out, at, octets.length);
    System.arraycopy(octets, 0, out, start, octets.length);
    return start + octets.length;
  }

  static int size(byte[] octets) {
    return sizeOfLength(octets.length) + octets.length;
  }

  static int put32(byte[] out, int at, long value) {
    out[at] = (byte) (value >>> 24);
    out[at + 1] = (byte) (value >>> 16);
    out[at + 2] = (byte) (value >>> 8);
    out[at + 3] = (byte) value;
    return at + 4;
  }

  static long get32(byte[] in, int at) {
    return (in[at] & 0xFFL) << 24
        | (in[at + 1] & 0xFF) << 16
        | (in[at + 2] & 0xFF) << 8
        | in[at + 3] & 0xFF;
  }
}
