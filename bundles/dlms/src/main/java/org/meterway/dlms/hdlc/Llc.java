/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

/**
 * The three octets in front of each APDU over HDLC: both LSAPs and the quality (IEC 62056-46, 6.3).
 */
final class Llc {
  static final int SIZE = 3;

  /** The last bit of the second octet tells an answer from a command. */
  static final byte COMMAND = (byte) 0xE6;

  static final byte RESPONSE = (byte) 0xE7;

  private static final byte LSAP = (byte) 0xE6;

  private Llc() {}

  static void write(byte[] bytes, byte kind) {
    bytes[0] = LSAP;
    bytes[1] = kind;
    bytes[2] = 0;
  }

  /** How many octets of it stand there: peers use either kind both ways, and some none at all. */
  static int length(byte[] bytes, int offset, int length) {
    boolean there =
        length >= SIZE
            && bytes[offset] == LSAP
            && (bytes[offset + 1] == COMMAND || bytes[offset + 1] == RESPONSE)
            && bytes[offset + 2] == 0;
    return there ? SIZE : 0;
  }
}
