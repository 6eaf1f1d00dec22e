/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.modem;

/** The SIM card's state, from {@code +CPIN} (3GPP TS 27.007, 8.3). */
public enum SimState {
  /** Not asked yet, or not told. */
  UNKNOWN,
  /** Ready. */
  READY,
  /** It waits for a PIN. */
  PIN_REQUIRED,
  /** It waits for a PUK: the PIN was wrong too often. */
  PUK_REQUIRED,
  /** There is none. */
  ABSENT,
  /** It is there but does not work. */
  FAILED
}
