/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.tls;

/**
 * Keys or certificates that cannot be used. Its message is shown to an operator: it says what is
 * wrong and where, and holds no secret.
 */
public final class TlsIdentityException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason in words. */
  public TlsIdentityException(String message) {
    super(message);
  }
}
