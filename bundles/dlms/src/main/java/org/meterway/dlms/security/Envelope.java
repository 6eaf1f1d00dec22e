/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/** The kind of APDU that carries a protected one. */
public enum Envelope {
  /**
   * {@code glo-…}, with the global key. An APDU that has no form of its own (ACCESS,
   * data-notification, block transfer) goes into {@code general-glo-ciphering}.
   */
  GLOBAL,
  /**
   * {@code ded-…}, with the dedicated key of the association; else {@code general-ded-ciphering}.
   */
  DEDICATED,
  /** {@code general-glo-ciphering}: the sender's system title travels along. */
  GENERAL_GLOBAL,
  /** {@code general-ded-ciphering}. */
  GENERAL_DEDICATED,
  /** {@code general-ciphering}: titles of both, a transaction id and how the key is found. */
  GENERAL_CIPHERING;

  boolean isDedicated() {
    return this == DEDICATED || this == GENERAL_DEDICATED;
  }
}
