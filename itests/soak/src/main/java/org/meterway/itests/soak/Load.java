/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

/** What each meter sends. */
record Load(double payloadsPerSecond, int payloadLength, int metersPerDelivery) {
  /** What most scenarios run with. */
  static final Load USUAL = new Load(100, 128, 2);
}
