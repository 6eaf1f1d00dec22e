/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import org.meterway.api.codec.FrameError;

/** Direction and errors of a packet, as pcapng's {@code epb_flags}. */
final class PacketFlags {
  private static final int INBOUND = 1;
  private static final int OUTBOUND = 2;
  private static final int CRC_ERROR = 1 << 24;
  private static final int TOO_LONG = 1 << 25;
  private static final int TOO_SHORT = 1 << 26;

  private PacketFlags() {}

  /**
   * @param error null for what is no fault
   */
  static int of(boolean fromMeter, FrameError error) {
    int direction = fromMeter ? INBOUND : OUTBOUND;
    if (error == null) {
      return direction;
    }
    return direction
        | switch (error) {
          case FCS_MISMATCH -> CRC_ERROR;
          case TOO_LONG -> TOO_LONG;
          case TOO_SHORT -> TOO_SHORT;
          default -> 0;
        };
  }
}
