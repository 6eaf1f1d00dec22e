/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

/** What a head end's property {@code delivery} says. */
enum Delivery {
  WRITTEN,
  CONFIRMED
}
