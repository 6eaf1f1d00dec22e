/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.status;

/** How one part of the gateway is, in one word for alarms. */
public enum Health {
  /** All is well. */
  OK,
  /**
   * It works, but somebody should look at it: something is away, or the next fault would lose data.
   */
  WARNING,
  /** It does not do its work. */
  CRITICAL
}
