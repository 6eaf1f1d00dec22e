/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.gpio;

/** Which way a pin works. */
public enum KuraGPIODirection {
  INPUT,
  OUTPUT
}
