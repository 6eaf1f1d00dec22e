/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

/** How a frame is delimited on the line. */
public enum Framing {
  /** A length field delimits; octets are not stuffed. As QuecPython meters and modules send. */
  LENGTH,
  /** Flags delimit; octets are stuffed. RFC 1662 section 4. */
  STUFFED
}
