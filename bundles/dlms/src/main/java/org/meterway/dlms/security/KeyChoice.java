/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/** Which key protects an APDU. In glo- and general-glo APDUs only the first two are possible. */
public enum KeyChoice {
  /** The global unicast encryption key. */
  UNICAST,
  /** The global broadcast encryption key. */
  BROADCAST,
  /** A fresh key for one APDU, wrapped by the master key. */
  WRAPPED,
  /**
   * A fresh key agreed by one-pass Diffie-Hellman, C(1e, 1s): signed ephemeral key of the sender,
   * static key of the receiver.
   */
  ONE_PASS,
  /**
   * A key agreed by the static unified model, C(0e, 2s): static keys of both, the transaction id
   * makes it fresh.
   */
  STATIC_UNIFIED;

  /** Whether the key is made for one APDU, and not one of the key ring. */
  boolean isForOneApdu() {
    return this != UNICAST && this != BROADCAST;
  }

  /** The global key of the ring. */
  KeyId shared() {
    return this == BROADCAST ? KeyId.BROADCAST_ENCRYPTION : KeyId.UNICAST_ENCRYPTION;
  }
}
