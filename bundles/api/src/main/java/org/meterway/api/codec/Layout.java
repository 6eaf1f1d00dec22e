/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

/** Which fields stand between the flags. */
public enum Layout {
  /** Address FF, control 03, protocol (low byte first), length (high byte first), information. */
  METER,
  /**
   * Address and control (may be compressed, RFC 1661 section 6.6), protocol (high byte first, may
   * be compressed, section 6.5), information. Only with {@link Framing#STUFFED}.
   */
  PPP,
  /**
   * {@link #METER} where the length field fits, else {@link #PPP} where that is well-formed: for
   * captures of an unknown line.
   */
  ANY
}
