/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

/** Where pins of the host are switched through; a service within this bundle. */
interface GpioPins {
  /**
   * A pin as an output.
   *
   * @param pin its name, or the number of its terminal
   */
  LedOutput output(String pin);
}
