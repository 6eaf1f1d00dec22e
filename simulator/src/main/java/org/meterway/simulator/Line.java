/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.Closeable;
import java.io.IOException;

/** The meter's end of a serial line. One thread reads while another writes. */
public interface Line extends Closeable {
  /**
   * Waits for bytes.
   *
   * @return how many were read, or -1 when the line has ended
   */
  int read(byte[] buffer) throws IOException;

  /** Writes all the bytes. */
  void write(byte[] buffer, int offset, int length) throws IOException;
}
