/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

/**
 * All that takes effect when a device is opened: a change of any of them reopens the line.
 *
 * @param device a path, or a name below {@code /dev}
 */
record LineSettings(
    String device,
    int baudRate,
    int dataBits,
    Parity parity,
    StopBits stopBits,
    FlowControl flowControl,
    Rs485 rs485) {
  private static final double NANOS_A_SECOND = 1e9;

  /** How long the line is busy with so many bytes, in nanoseconds. */
  long transmissionNanos(int bytes) {
    double bits = 1 + dataBits + (parity == Parity.NONE ? 0 : 1) + stopBits.bits;
    return (long) (bytes * bits * NANOS_A_SECOND / baudRate);
  }

  /** As an engineer writes it, such as {@code 115200 8N1}. */
  String inWords() {
    String flow = flowControl == FlowControl.NONE ? "" : " " + flowControl;
    return baudRate + " " + dataBits + parity.letter() + stopBits.label + flow;
  }
}
