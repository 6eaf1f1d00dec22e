/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp.confirm;

import java.io.IOException;

/** The head end broke the protocol, or refused; the connection has to be ended. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  /** In words an operator understands. */
  public ProtocolException(String message) {
    super(message);
  }
}
