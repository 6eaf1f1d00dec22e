/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.port;

/** Whether a {@link MeterPort} can move bytes. */
public enum PortState {
  /** The device is open and configured. */
  OPEN,
  /** Not opened yet, or closed on purpose. */
  CLOSED,
  /** The device is absent, refused or broken; it is tried again. */
  FAILED
}
