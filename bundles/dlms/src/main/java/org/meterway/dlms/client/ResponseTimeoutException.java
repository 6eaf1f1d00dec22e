/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

/** No answer came in time, after every repetition that is safe. */
public final class ResponseTimeoutException extends DlmsException {
  private static final long serialVersionUID = 1L;

  private final boolean executed;

  ResponseTimeoutException(String message, boolean mayHaveBeenExecuted, Throwable cause) {
    super(message, cause);
    this.executed = mayHaveBeenExecuted;
  }

  /**
   * Whether the meter may have done what was asked, although its answer did not arrive. True after
   * SET and ACTION: read back what they change before you repeat them.
   */
  public boolean mayHaveBeenExecuted() {
    return executed;
  }
}
