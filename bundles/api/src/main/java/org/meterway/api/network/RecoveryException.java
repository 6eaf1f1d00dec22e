/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.network;

/** A recovery action could not be done. */
public final class RecoveryException extends Exception {
  private static final long serialVersionUID = 1;

  /** Says in words why not. */
  public RecoveryException(String message) {
    super(message);
  }

  /** Says in words why not. */
  public RecoveryException(String message, Throwable cause) {
    super(message, cause);
  }
}
