/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

/**
 * Which octet of the FCS-16 stands first on the line.
 *
 * <p>RFC 1662 sends the low one first. QuecPython's meters and modules turn the bits of each octet
 * but not the two octets, and so send the high one first; other implementations of the same frame
 * follow the RFC.
 */
public enum FcsOrder {
  /** As RFC 1662 says. */
  LOW_FIRST,
  /** As QuecPython does. */
  HIGH_FIRST,
  /**
   * A decoder takes both, so that one damaged frame in 32768 passes instead of one in 65536; an
   * encoder does as the peers of its framing do: {@link #HIGH_FIRST} in {@link Framing#LENGTH},
   * {@link #LOW_FIRST} in {@link Framing#STUFFED}.
   */
  EITHER
}
