/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/** When a payload counts as delivered. */
enum DeliveryMode {
  /**
   * The socket took it, the peer's TCP acknowledged it, and no failure came to light for a while.
   */
  WRITTEN,
  /** The head end has said that it has it. */
  CONFIRMED
}
