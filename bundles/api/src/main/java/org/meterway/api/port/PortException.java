/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.port;

import java.io.IOException;

/** Bytes could not be written to a meter. */
public class PortException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the reason in words. */
  public PortException(String message) {
    super(message);
  }

  /** With the reason in words and its cause. */
  public PortException(String message, Throwable cause) {
    super(message, cause);
  }
}
