/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;

/** The peer did not answer, or not take what was sent, in time. */
public final class TransportTimeoutException extends IOException {
  private static final long serialVersionUID = 1;

  /** What did not happen within which time. */
  public TransportTimeoutException(String message) {
    super(message);
  }
}
