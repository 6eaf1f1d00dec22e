/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.meterway.rfc1662.Octets.ALL_STATIONS;
import static org.meterway.rfc1662.Octets.UNNUMBERED_INFORMATION;

/**
 * The header of {@link org.meterway.api.codec.Layout#METER}.
 *
 * <pre>
 * +---------+---------+--------------+----------------+
 * | address | control | protocol     | length         |
 * |   FF    |   03    | low    high  | high    low    |
 * +---------+---------+--------------+----------------+
 * </pre>
 */
final class MeterHeader {
  static final int LENGTH = 6;

  private MeterHeader() {}

  static boolean hasAddress(byte[] octets, int at) {
    return octets[at] == ALL_STATIONS && octets[at + 1] == UNNUMBERED_INFORMATION;
  }

  static int protocol(byte[] octets, int at) {
    return octets[at + 2] & 0xFF | (octets[at + 3] & 0xFF) << 8;
  }

  /** The length of the information field, command included. */
  static int informationLength(byte[] octets, int at) {
    return (octets[at + 4] & 0xFF) << 8 | octets[at + 5] & 0xFF;
  }

  static void write(byte[] target, int at, int protocol, int informationLength) {
    target[at] = ALL_STATIONS;
    target[at + 1] = UNNUMBERED_INFORMATION;
    target[at + 2] = (byte) protocol;
    target[at + 3] = (byte) (protocol >>> 8);
    target[at + 4] = (byte) (informationLength >>> 8);
    target[at + 5] = (byte) informationLength;
  }
}
