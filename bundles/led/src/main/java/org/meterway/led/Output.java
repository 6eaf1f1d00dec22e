/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

/** Through what an LED is switched. */
enum Output {
  /** The kernel's LED class. */
  LED,
  /** Kura's GPIO service. */
  GPIO
}
