/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/**
 * Security control and invocation counter, in front of ciphered content.
 *
 * <pre>
 * bit   7           6          5           4               3 - 0
 *       compressed  broadcast  encrypted   authenticated   suite   | invocation counter, 4 octets
 * </pre>
 */
final class SecurityHeader {
  static final int LENGTH = 5;
  static final int COMPRESSED = 0x80;
  static final int BROADCAST = 0x40;
  static final int SUITE = 0x0F;

  private SecurityHeader() {}

  /** Writes it, gives the place after it. */
  static int put(byte[] out, int at, int control, long counter) {
    out[at] = (byte) control;
    return Axdr.put32(out, at + 1, counter);
  }
}
