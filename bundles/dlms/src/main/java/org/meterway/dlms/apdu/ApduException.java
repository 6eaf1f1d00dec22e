/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/** Bytes that are no APDU. The message says where, what was found and what would be right. */
public final class ApduException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset where, in the array that was read
   * @param message what was found there, and what would be right
   */
  public ApduException(int offset, String message) {
    super("at " + offset + ": " + message);
    this.offset = offset;
  }

  ApduException(org.meterway.dlms.data.DataException cause) {
    super(cause.getMessage(), cause);
    this.offset = cause.offset();
  }

  /** Where, in the array that was read. */
  public int offset() {
    return offset;
  }
}
