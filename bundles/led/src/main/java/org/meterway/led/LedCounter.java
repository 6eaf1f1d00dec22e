/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

/** What an LED counts. */
enum LedCounter {
  /** Changes of what is shown. */
  CHANGES,
  WRITES,
  /** Times that it could not be opened or switched. */
  FAILURES
}
