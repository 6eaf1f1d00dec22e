/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.whiteboard;

/** What {@link DownlinkDispatch} counts. */
enum DownlinkCounter {
  /** Bytes that came down and did not reach a listener, for each listener that missed them. */
  UNDELIVERABLE_BYTES,
  /** Those of them that a listener missed since its buffer was full. */
  LISTENER_OVERFLOW_BYTES,
  /** Calls of a listener that ended in an exception. */
  LISTENER_ERRORS
}
