/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.store;

/** What gives way when a queue is full. */
public enum Overflow {
  /** The payload that waits the longest is dropped, the new one is accepted. */
  DROP_OLDEST,
  /** The new payload is refused. */
  DROP_NEWEST,
  /**
   * Whoever reads a meter waits in {@link PayloadQueue#awaitRoom} before it reads on, so that the
   * meter is held back where its line has flow control. What was read already is still accepted, up
   * to a reserve beyond the limits; then the new payload is refused.
   */
  HOLD_BACK
}
