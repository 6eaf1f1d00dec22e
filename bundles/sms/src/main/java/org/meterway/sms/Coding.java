/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

/** What the characters of a message are: 3GPP TS 23.038, 4. */
enum Coding {
  /** Septets of the default alphabet. */
  GSM7,
  /** Octets; shown as Latin-1. */
  OCTETS,
  /** Pairs of octets. */
  UCS2;

  /**
   * Of a data coding scheme; what is reserved is the default alphabet.
   *
   * @throws PduException if the text is compressed
   */
  static Coding of(int scheme) throws PduException {
    int group = scheme >> 4;
    if (group <= 0x7) {
      if ((scheme & 0x20) != 0) {
        throw new PduException("a compressed text");
      }
      return switch (scheme >> 2 & 3) {
        case 1 -> OCTETS;
        case 2 -> UCS2;
        default -> GSM7;
      };
    }
    if (group == 0xE) {
      return UCS2; // Message waiting
    }
    return group == 0xF && (scheme & 0x4) != 0 ? OCTETS : GSM7;
  }
}
