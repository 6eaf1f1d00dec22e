/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

/** How head ends are checked. */
enum HeadEndChecks {
  /** Not at all. */
  OFF,
  /** By what each says of itself. */
  STATE,
  /** By what each says of itself, and by a connection where it says that it has none. */
  CONNECT
}
