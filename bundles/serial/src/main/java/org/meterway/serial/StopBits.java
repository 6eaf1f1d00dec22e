/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.util.Optional;

/** The pause behind each character, in bits. */
enum StopBits {
  ONE("1", 1, SerialPort.ONE_STOP_BIT),
  /**
   * On Linux the same setting as two: UARTs send one and a half with 5 data bits. What jSerialComm
   * calls one and a half would become one.
   */
  ONE_AND_A_HALF("1.5", 1.5, SerialPort.TWO_STOP_BITS),
  TWO("2", 2, SerialPort.TWO_STOP_BITS);

  final String label;
  final double bits;

  /** What jSerialComm calls it. */
  final int code;

  StopBits(String label, double bits, int code) {
    this.label = label;
    this.bits = bits;
    this.code = code;
  }

  static Optional<StopBits> labelled(String label) {
    for (StopBits stopBits : values()) {
      if (label != null && stopBits.label.equals(label.strip())) {
        return Optional.of(stopBits);
      }
    }
    return Optional.empty();
  }
}
