/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.gpio;

/** What of an input is told. */
public enum KuraGPIOTrigger {
  RAISING_EDGE,
  FALLING_EDGE,
  BOTH_EDGES,
  HIGH_LEVEL,
  LOW_LEVEL,
  BOTH_LEVELS,
  NONE
}
