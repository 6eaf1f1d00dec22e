/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/** How a request for an association ended (IEC 62056-5-3, {@code Association-result}). */
public enum AssociationResult {
  /** There is an association. */
  ACCEPTED(0, "accepted"),
  /** There is none, nor will there be. */
  REJECTED_PERMANENT(1, "rejected for good"),
  /** There is none; later there may be. */
  REJECTED_TRANSIENT(2, "rejected for now");

  private final int code;
  private final String words;

  AssociationResult(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** In words for a person. */
  public String words() {
    return words;
  }
}
