/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.modem;

/** A modem did not do what was asked. */
public final class ModemException extends Exception {
  private static final long serialVersionUID = 1;

  /** Says in words why not. */
  public ModemException(String message) {
    super(message);
  }

  /** Says in words why not. */
  public ModemException(String message, Throwable cause) {
    super(message, cause);
  }
}
