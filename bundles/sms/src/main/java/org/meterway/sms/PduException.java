/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

/** Octets are no short message, or none that can be read. */
final class PduException extends Exception {
  private static final long serialVersionUID = 1;

  PduException(String message) {
    super(message);
  }
}
