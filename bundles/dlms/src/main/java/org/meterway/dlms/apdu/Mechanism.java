/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/**
 * How a client shows that it is who it says (IEC 62056-5-3, authentication mechanism names: {@code
 * 2.16.756.5.8.2.n}).
 */
public enum Mechanism {
  /** Not at all. */
  NONE(0, "no authentication"),
  /** With a password, in clear. */
  LOW(1, "low level security: a password"),
  /** As the manufacturer likes. */
  HIGH(2, "high level security of the manufacturer's own"),
  /** With MD5. */
  HIGH_MD5(3, "high level security with MD5"),
  /** With SHA-1. */
  HIGH_SHA1(4, "high level security with SHA-1"),
  /** With GMAC. */
  HIGH_GMAC(5, "high level security with GMAC"),
  /** With SHA-256. */
  HIGH_SHA256(6, "high level security with SHA-256"),
  /** With ECDSA. */
  HIGH_ECDSA(7, "high level security with ECDSA");

  private final int id;
  private final String words;

  Mechanism(int id, String words) {
    this.id = id;
    this.words = words;
  }

  /** The last number of its name. */
  public int id() {
    return id;
  }

  /** In words for a person. */
  public String words() {
    return words;
  }

  /** Whether challenges are exchanged in two more passes. */
  public boolean isHigh() {
    return id >= 2;
  }

  /**
   * The one with a number.
   *
   * @throws IllegalArgumentException there is none
   */
  public static Mechanism of(int id) {
    if (id < 0 || id >= values().length) {
      throw new IllegalArgumentException("mechanisms are 0 to 7, not " + id);
    }
    return values()[id];
  }
}
