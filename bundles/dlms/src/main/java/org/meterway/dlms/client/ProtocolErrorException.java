/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

/**
 * The meter's answer does not decode, or does not belong to what was asked: another service,
 * another block, more or fewer results. The exchange is abandoned; the association stays as it is.
 */
public final class ProtocolErrorException extends DlmsException {
  private static final long serialVersionUID = 1L;

  ProtocolErrorException(String message) {
    super(message);
  }

  /** With words for a person, and what they come from. */
  public ProtocolErrorException(String message, Throwable cause) {
    super(message, cause);
  }
}
