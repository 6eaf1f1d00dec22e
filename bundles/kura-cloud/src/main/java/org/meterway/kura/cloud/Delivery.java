/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

/** When a payload has been delivered, and leaves the queue. */
enum Delivery {
  /** Kura's publisher took it: from then on it is in Kura's message store. */
  WRITTEN,
  /** Kura told that the cloud platform confirmed it. */
  CONFIRMED
}
