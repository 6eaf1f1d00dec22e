/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

/** What captures count, all together since the start. */
enum CaptureCounter {
  /** Packets written. */
  PACKETS,
  /** Faults of lines among them. */
  FAULTS,
  /** Octets of lines in them. */
  OCTETS,
  /** Pieces of lines dropped since they came faster than they could be written. */
  DROPPED_PIECES,
  /** Their octets. */
  DROPPED_OCTETS,
  /** Files begun. */
  FILES,
  /** Files that could not be written on. */
  WRITE_ERRORS
}
