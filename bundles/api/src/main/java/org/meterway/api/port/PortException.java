/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.port;

import java.io.IOException;

/** Bytes could not be written to a meter, or not all of them. */
public class PortException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int written;

  /** Nothing was written; with the reason in words. */
  public PortException(String message) {
    this(message, 0, null);
  }

  /** Nothing was written; with the reason in words and its cause. */
  public PortException(String message, Throwable cause) {
    this(message, 0, cause);
  }

  /**
   * With the reason in words and its cause.
   *
   * @param written as {@link #written} tells
   */
  public PortException(String message, int written, Throwable cause) {
    super(message, cause);
    this.written = written;
  }

  /**
   * How many of the bytes the driver had taken when the write failed, from the first one on. Where
   * the driver does not tell, those of which it is sure. What the driver took may or may not have
   * reached the meter.
   */
  public int written() {
    return written;
  }
}
