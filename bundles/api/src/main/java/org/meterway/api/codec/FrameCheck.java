/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

/** The frame check sequence. RFC 1662 appendix C. */
public enum FrameCheck {
  /** 16 bits, RFC 1662 C.2. */
  FCS16(2),
  /** 32 bits, RFC 1662 C.3. */
  FCS32(4);

  private final int length;

  FrameCheck(int length) {
    this.length = length;
  }

  /** Its length on the line in bytes. */
  public int length() {
    return length;
  }
}
