/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

/** What a port counts. */
enum PortCounter {
  BYTES_IN,
  BYTES_OUT,
  /** Bytes that came in while no listener named this port. */
  BYTES_WITHOUT_LISTENER,
  /** Writes and queued frames that the driver has taken. */
  WRITES,
  /** Writes and frames refused because the port was not open. */
  WRITES_REFUSED,
  /** Writes and queued frames lost because the line broke or was closed under them. */
  WRITES_LOST,
  /** Writes that took longer than the limit; each is also a lost one. */
  WRITE_TIMEOUTS,
  /** Frames refused because too many were queued. */
  QUEUE_OVERFLOWS,
  OPENS,
  OPEN_FAILURES,
  HANG_UPS,
  /** Calls of a listener that ended in an exception. */
  LISTENER_ERRORS
}
