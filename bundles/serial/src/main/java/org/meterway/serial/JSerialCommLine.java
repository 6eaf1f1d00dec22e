/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import com.fazecast.jSerialComm.SerialPort;

/**
 * A line of jSerialComm, in semi-blocking mode without time-out: waiting for bytes costs nothing.
 */
final class JSerialCommLine implements Line {
  /** JNI copies the whole array of each write: small pieces keep that cheap. */
  private static final int PIECE = 4096;

  private final SerialPort port;
  private final String device;
  private final String rs485;
  private final byte[] piece = new byte[PIECE];
  private volatile boolean closed;

  JSerialCommLine(SerialPort port, String device, String rs485) {
    this.port = port;
    this.device = device;
    this.rs485 = rs485;
  }

  @Override
  public int read(byte[] buffer) {
    if (closed) {
      return -1;
    }
    int count = port.readBytes(buffer, buffer.length);
    // No bytes although at least one was waited for: a terminal that is hung up.
    return count > 0 && !closed ? count : -1;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws LineException {
    int sent = 0;
    while (sent < length) {
      if (closed) {
        throw new LineException("the device was closed during the write", sent, null);
      }
      int count = Math.min(PIECE, length - sent);
      int taken;
      if (buffer.length <= PIECE) {
        taken = port.writeBytes(buffer, count, offset + sent);
      } else {
        System.arraycopy(buffer, offset + sent, piece, 0, count);
        taken = port.writeBytes(piece, count, 0);
      }
      if (taken <= 0) {
        throw new LineException(
            "the device took only " + sent + " of " + length + " bytes", sent, null);
      }
      sent += taken;
    }
  }

  @Override
  public void close() {
    closed = true;
    port.closePort();
  }

  @Override
  public String device() {
    return device;
  }

  @Override
  public String rs485() {
    return rs485;
  }
}
