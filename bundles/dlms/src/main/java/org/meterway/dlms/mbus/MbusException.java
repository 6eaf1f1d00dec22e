/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.mbus;

/** Bytes that are no M-Bus frame, or frames that make no telegram. */
public final class MbusException extends Exception {
  private static final long serialVersionUID = 1;

  MbusException(String message) {
    super(message);
  }
}
