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

  LineException(String reason) {
    super(reason);
  }

  LineException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
