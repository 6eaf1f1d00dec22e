/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

/**
 * An open serial line. One thread reads, one thread at a time writes, and any thread closes, which
 * frees both.
 */
interface Line {
  /**
   * Waits for bytes.
   *
   * @return how many came; -1 when the line is closed or the device is gone
   */
  int read(byte[] buffer);

  /**
   * Returns when the driver has taken all bytes, which may be never: who calls this has a watchdog.
   *
   * @throws LineException if the driver refuses, or the line is closed
   */
  void write(byte[] buffer, int offset, int length) throws LineException;

  /** May be called again. */
  void close();

  /** The device itself, with all symbolic links followed. */
  String device();

  /** What is known of the RS-485 mode, in words. */
  String rs485();
}
