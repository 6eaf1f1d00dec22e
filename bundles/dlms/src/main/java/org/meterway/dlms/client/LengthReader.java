/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

/** Reads lengths of A-XDR where nothing is to be allocated. */
final class LengthReader {
  private LengthReader() {}

  /**
   * The length that stands there.
   *
   * @throws ProtocolErrorException if none does
   */
  static int length(byte[] bytes, int from, int end) throws ProtocolErrorException {
    int octets = octets(bytes, from, end);
    if (octets == 0) {
      return bytes[from];
    }
    long length = 0;
    for (int i = 1; i <= octets; i++) {
      length = length << 8 | bytes[from + i] & 0xFF;
    }
    if (length > Integer.MAX_VALUE) {
      throw new ProtocolErrorException("a length of " + length + " bytes in the meter's answer");
    }
    return (int) length;
  }

  /** Where the length ends that begins there. */
  static int behind(byte[] bytes, int from, int end) throws ProtocolErrorException {
    return from + 1 + octets(bytes, from, end);
  }

  private static int octets(byte[] bytes, int from, int end) throws ProtocolErrorException {
    if (from >= end) {
      throw new ProtocolErrorException("the meter's answer ends where a length should stand");
    }
    int first = bytes[from] & 0xFF;
    if (first < 0x80) {
      return 0;
    }
    int octets = first & 0x7F;
    if (octets == 0 || octets > 4 || from + octets >= end) {
      throw new ProtocolErrorException(
          "the meter's answer has no valid length at byte %d (0x%02X)".formatted(from, first));
    }
    return octets;
  }
}
