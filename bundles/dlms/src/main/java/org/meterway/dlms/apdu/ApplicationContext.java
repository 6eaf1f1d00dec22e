/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/** How objects are named, and whether APDUs are ciphered ({@code 2.16.756.5.8.1.n}). */
public enum ApplicationContext {
  /** By logical names. */
  LOGICAL_NAME(1, "logical names without ciphering"),
  /** By short names. */
  SHORT_NAME(2, "short names without ciphering"),
  /** By logical names, with ciphering. */
  LOGICAL_NAME_CIPHERED(3, "logical names with ciphering"),
  /** By short names, with ciphering. */
  SHORT_NAME_CIPHERED(4, "short names with ciphering");

  private final int id;
  private final String words;

  ApplicationContext(int id, String words) {
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

  /** Whether APDUs are ciphered. */
  public boolean isCiphered() {
    return this == LOGICAL_NAME_CIPHERED || this == SHORT_NAME_CIPHERED;
  }

  /** Whether objects are named by logical names. */
  public boolean isLogicalName() {
    return this == LOGICAL_NAME || this == LOGICAL_NAME_CIPHERED;
  }

  /** The one that fits. */
  public static ApplicationContext of(boolean logicalName, boolean ciphered) {
    if (logicalName) {
      return ciphered ? LOGICAL_NAME_CIPHERED : LOGICAL_NAME;
    }
    return ciphered ? SHORT_NAME_CIPHERED : SHORT_NAME;
  }

  /**
   * The one with a number.
   *
   * @throws IllegalArgumentException there is none
   */
  public static ApplicationContext of(int id) {
    if (id < 1 || id > values().length) {
      throw new IllegalArgumentException("application contexts are 1 to 4, not " + id);
    }
    return values()[id - 1];
  }
}
