/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import com.fazecast.jSerialComm.SerialPort;

/** The parity bit behind the data bits. */
enum Parity {
  NONE(SerialPort.NO_PARITY),
  ODD(SerialPort.ODD_PARITY),
  EVEN(SerialPort.EVEN_PARITY),
  MARK(SerialPort.MARK_PARITY),
  SPACE(SerialPort.SPACE_PARITY);

  /** What jSerialComm calls it: a compile-time constant, which does not load the library. */
  final int code;

  Parity(int code) {
    this.code = code;
  }

  /** As in "8N1". */
  char letter() {
    return name().charAt(0);
  }
}
