/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

/** A telegram that cannot be read. The message says why, and what is needed. */
public final class PushException extends Exception {
  private static final long serialVersionUID = 1;

  PushException(String message) {
    super(message);
  }

  PushException(String message, Throwable cause) {
    super(message, cause);
  }
}
