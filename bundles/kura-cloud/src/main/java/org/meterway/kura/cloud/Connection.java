/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

/** What is known of Kura's cloud connection. */
enum Connection {
  /** It stands. */
  UP,
  /** It does not stand. */
  DOWN,
  /** Kura has not told, and there is nobody to ask. */
  UNKNOWN
}
