/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

/**
 * How the driver is asked to switch the direction of an RS-485 transceiver.
 *
 * @param enabled whether it is asked at all
 * @param activeHigh whether RTS is high while sending
 * @param termination whether the termination resistor is switched on
 * @param receiveWhileSending whether the receiver stays on while sending
 * @param delayBeforeMs from RTS to the first bit; Linux counts in milliseconds
 * @param delayAfterMs from the last bit to RTS
 */
record Rs485(
    boolean enabled,
    boolean activeHigh,
    boolean termination,
    boolean receiveWhileSending,
    int delayBeforeMs,
    int delayAfterMs) {
  static final Rs485 OFF = new Rs485(false, true, false, false, 0, 0);
}
