/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.wrapper;

/** Bytes that are no wrapper. */
public final class WrapperException extends Exception {
  private static final long serialVersionUID = 1;

  WrapperException(String message) {
    super(message);
  }
}
