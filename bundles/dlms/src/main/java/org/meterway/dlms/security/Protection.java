/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/** How an APDU is protected by symmetric keys; bits 4 and 5 of the security control octet. */
public enum Protection {
  /** Plain. */
  NONE(0x00),
  /** Readable, with a tag of 12 octets. */
  AUTHENTICATION(0x10),
  /** Enciphered, without a tag: what was changed on the way is not noticed. */
  ENCRYPTION(0x20),
  /** Enciphered, with a tag of 12 octets. */
  AUTHENTICATED_ENCRYPTION(0x30);

  private static final Protection[] ALL = values();

  private final int bits;

  Protection(int bits) {
    this.bits = bits;
  }

  static Protection of(int securityControl) {
    return ALL[(securityControl >> 4) & 3];
  }

  /** The two bits in their place in the security control octet: 0x00, 0x10, 0x20 or 0x30. */
  public int bits() {
    return bits;
  }

  /** Whether a tag protects from changes. */
  public boolean authenticates() {
    return (bits & 0x10) != 0;
  }

  /** Whether the content is hidden. */
  public boolean encrypts() {
    return (bits & 0x20) != 0;
  }

  /**
   * Whether this gives at least what another gives.
   *
   * @param least what is asked for
   * @return true when each of its two properties is given
   */
  public boolean covers(Protection least) {
    return (bits & least.bits) == least.bits;
  }
}
