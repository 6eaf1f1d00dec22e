/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

/**
 * What was asked for needs a service, or a length of APDU, that the meter did not agree to. Nothing
 * was sent.
 */
public final class NotNegotiatedException extends DlmsException {
  private static final long serialVersionUID = 1L;

  NotNegotiatedException(String message) {
    super(message);
  }
}
