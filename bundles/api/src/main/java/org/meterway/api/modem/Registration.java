/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.modem;

/**
 * The registration with the network, from {@code +CEREG} or {@code +CREG} (3GPP TS 27.007,
 * 10.1.22).
 */
public enum Registration {
  /** Not asked yet, or not told. */
  UNKNOWN,
  /** Not registered, and not searching. */
  NOT_REGISTERED,
  /** Not registered, searching for a network. */
  SEARCHING,
  /** Refused by the network. */
  DENIED,
  /** Registered with the home network. */
  HOME,
  /** Registered with another network. */
  ROAMING;

  /** Whether data can flow. */
  public boolean isRegistered() {
    return this == HOME || this == ROAMING;
  }
}
