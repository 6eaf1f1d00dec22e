/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

/** What may be done with an attribute. */
public enum Access {
  NONE,
  READ,
  WRITE,
  READ_WRITE;

  /** Whether the attribute may be read. */
  public boolean readable() {
    return this == READ || this == READ_WRITE;
  }

  /** Whether the attribute may be written. */
  public boolean writable() {
    return this == WRITE || this == READ_WRITE;
  }

  /** What both permit. */
  Access and(Access other) {
    return values()[ordinal() & other.ordinal()];
  }

  /** The access mode as an object list tells it. */
  int mode() {
    return ordinal();
  }
}
