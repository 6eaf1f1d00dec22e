/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

/** Seven bits with even parity, made of eight bits without. */
final class Parity {
  private static final int BIT = 0x80;
  private static final int CHARACTER = 0x7F;

  private Parity() {}

  static void add(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if ((Integer.bitCount(bytes[i] & CHARACTER) & 1) != 0) {
        bytes[i] |= (byte) BIT;
      }
    }
  }

  static boolean isThere(byte octet) {
    return (octet & BIT) != 0;
  }

  static char strip(byte octet) {
    return (char) (octet & CHARACTER);
  }
}
