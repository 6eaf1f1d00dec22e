/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.gpio;

/** How a pin is driven. */
public enum KuraGPIOMode {
  OUTPUT_OPEN_DRAIN,
  OUTPUT_PUSH_PULL,
  INPUT_PULL_UP,
  INPUT_PULL_DOWN
}
