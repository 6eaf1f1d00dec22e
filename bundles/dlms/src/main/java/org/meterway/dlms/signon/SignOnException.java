/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.signon;

/** The meter does not sign on, or says what cannot be. */
public final class SignOnException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean unanswered;

  SignOnException(String message, boolean unanswered) {
    super(message);
    this.unanswered = unanswered;
  }

  /** Whether nothing came at all. */
  public boolean isUnanswered() {
    return unanswered;
  }
}
