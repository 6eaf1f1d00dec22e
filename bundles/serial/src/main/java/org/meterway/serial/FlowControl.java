/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import com.fazecast.jSerialComm.SerialPort;

/** Who may stop the sender. DTR/DSR is not here: Linux has no such flow control. */
enum FlowControl {
  NONE(SerialPort.FLOW_CONTROL_DISABLED),
  RTS_CTS(SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED),
  XON_XOFF(
      SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED);

  /** What jSerialComm calls it. */
  final int code;

  FlowControl(int code) {
    this.code = code;
  }
}
