/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import org.meterway.api.codec.FrameCheck;

/**
 * A frame check sequence (RFC 1662 appendix C). Values are final: complemented, as they stand on
 * the line. Immutable.
 */
sealed interface Fcs permits Fcs16, Fcs32 {
  static Fcs of(FrameCheck check) {
    return switch (check) {
      case FCS16 -> Fcs16.INSTANCE;
      case FCS32 -> Fcs32.INSTANCE;
    };
  }

  /** Its length on the line in octets. */
  int length();

  /** The value over {@code octets[from]} to {@code octets[to - 1]}. */
  int over(byte[] octets, int from, int to);

  /** The value over two stretches, one behind the other. */
  int over(byte[] head, int headFrom, int headTo, byte[] octets, int from, int to);

  /**
   * What a value contributes to the value of a stretch that is longer by {@code count} octets: the
   * value over A and B is {@code shift(A, length of B) ^ B}.
   *
   * @param count 0 to {@link OctetShift#FARTHEST}
   */
  int shift(int value, int count);

  /** The value with its octets in reverse order. */
  default int reverse(int value) {
    return Integer.reverseBytes(value) >>> Integer.SIZE - 8 * length();
  }

  /** The value that stands on the line, low octet first. */
  default int read(byte[] octets, int at) {
    int value = 0;
    for (int i = length() - 1; i >= 0; i--) {
      value = value << 8 | octets[at + i] & 0xFF;
    }
    return value;
  }
}
