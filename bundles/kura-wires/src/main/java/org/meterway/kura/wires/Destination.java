/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

/** Where a receiver sends. */
enum Destination {
  /** To the meter, as a message. */
  METER,
  /** To the head end, as a payload. */
  HEAD_END
}
