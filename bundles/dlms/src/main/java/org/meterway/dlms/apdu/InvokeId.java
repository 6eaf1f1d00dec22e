/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/** The octet of invoke-id and priority (Green Book, {@code Invoke-Id-And-Priority}). */
public final class InvokeId {
  /** A bit of the octet: an answer is wanted. */
  public static final int CONFIRMED = 0x40;

  /** A bit of the octet: of high priority. */
  public static final int HIGH_PRIORITY = 0x80;

  /** The same of a long-invoke-id: an answer is wanted. */
  public static final long LONG_CONFIRMED = 0x40000000L;

  /** The same of a long-invoke-id: of high priority. */
  public static final long LONG_HIGH_PRIORITY = 0x80000000L;

  private InvokeId() {}

  /**
   * The octet.
   *
   * @param id 0 to 15
   */
  public static int of(int id, boolean confirmed, boolean highPriority) {
    return id & 0x0F | (confirmed ? CONFIRMED : 0) | (highPriority ? HIGH_PRIORITY : 0);
  }

  /** The id of an octet, 0 to 15. */
  public static int id(int octet) {
    return octet & 0x0F;
  }

  /** The id of a long-invoke-id, 24 bits. */
  public static int longId(long longInvokeId) {
    return (int) (longInvokeId & 0xFFFFFF);
  }
}
