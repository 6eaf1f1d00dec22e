/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.io.IOException;

/** A line could not be opened or written to; the message says why to a field engineer. */
final class LineException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int written;

  LineException(String reason) {
    this(reason, 0, null);
  }

  LineException(String reason, Throwable cause) {
    this(reason, 0, cause);
  }

  LineException(String reason, int written, Throwable cause) {
    super(reason, cause);
    this.written = written;
  }

  /** How many bytes the driver is known to have taken of a write that failed. */
  int written() {
    return written;
  }
}
