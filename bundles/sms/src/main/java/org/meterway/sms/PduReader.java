/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.Arrays;
import java.util.HexFormat;

/** Reads the fields of a PDU in order. Not thread-safe. */
final class PduReader {
  private static final int LONGEST = 1024;

  private final byte[] octets;
  private int at;

  private PduReader(byte[] octets) {
    this.octets = octets;
  }

  /**
   * Of hex digits.
   *
   * @throws PduException if they are none
   */
  static PduReader of(String hex) throws PduException {
    if (hex.length() > LONGEST) {
      throw new PduException(hex.length() + " hex digits are too long for a short message");
    }
    try {
      return new PduReader(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new PduException("no pairs of hex digits");
    }
  }

  int octet() throws PduException {
    return octets(1)[0] & 0xFF;
  }

  byte[] octets(int count) throws PduException {
    if (count > octets.length - at) {
      throw new PduException(
          "it ends after %d octets, %d more are missing"
              .formatted(octets.length, count - (octets.length - at)));
    }
    at += count;
    return Arrays.copyOfRange(octets, at - count, at);
  }

  /** What is left. */
  byte[] rest() {
    return Arrays.copyOfRange(octets, at, octets.length);
  }
}
