/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.Optional;

/** The header in front of a text: 3GPP TS 23.040, 9.2.3.24. Only concatenation is of interest. */
final class UserHeader {
  private static final int CONCATENATED_8 = 0x00;
  private static final int CONCATENATED_16 = 0x08;

  private UserHeader() {}

  /**
   * Reads the information elements, without the length in front.
   *
   * @return empty for a message that is no part of a longer one
   * @throws PduException if an element is longer than the header
   */
  static Optional<PartOf> read(byte[] header) throws PduException {
    Optional<PartOf> found = Optional.empty();
    int at = 0;
    while (at + 1 < header.length) {
      int id = header[at];
      int length = header[at + 1] & 0xFF;
      int value = at + 2;
      if (value + length > header.length) {
        throw new PduException("an information element that is longer than its header");
      }
      if (id == CONCATENATED_8 && length == 3) {
        found = part(header[value] & 0xFF, false, header[value + 1], header[value + 2]);
      } else if (id == CONCATENATED_16 && length == 4) {
        int reference = (header[value] & 0xFF) << 8 | header[value + 1] & 0xFF;
        found = part(reference, true, header[value + 2], header[value + 3]);
      }
      at = value + length;
    }
    return found;
  }

  /** Numbers that cannot be make the element void, and the message stand alone. */
  private static Optional<PartOf> part(int reference, boolean wide, byte parts, byte part) {
    int count = parts & 0xFF;
    int number = part & 0xFF;
    return number == 0 || number > count
        ? Optional.empty()
        : Optional.of(new PartOf(reference, wide, count, number));
  }
}
