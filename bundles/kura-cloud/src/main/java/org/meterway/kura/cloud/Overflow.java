/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

/** What gives way when the uplink queue is full. */
enum Overflow {
  /** The payload that waits the longest is dropped, the new one is accepted. */
  DROP_OLDEST,
  /** The new payload is refused. */
  DROP_NEWEST
}
