/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;

/** The peer ended or refused the link, or broke the rules of its framing. */
public final class LinkException extends IOException {
  private static final long serialVersionUID = 1;

  /** What the peer did. */
  public LinkException(String message) {
    super(message);
  }

  /** What the peer did, and what that is known from. */
  public LinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
