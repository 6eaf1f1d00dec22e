/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

/**
 * Bytes that are no COSEM data, or a text that is none. The message says where, what was found and
 * what would be right.
 */
public final class DataException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset where, in the array or text that was read
   * @param message what was found there, and what would be right
   */
  public DataException(int offset, String message) {
    super("at " + offset + ": " + message);
    this.offset = offset;
  }

  /** Where, in the array or text that was read. */
  public int offset() {
    return offset;
  }
}
