/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

/**
 * How short names are given: attribute {@code n} has the base name plus {@code 8 * (n - 1)},
 * methods follow at an offset that depends on the class (Blue Book, "Short name referencing").
 */
final class ShortNames {
  /** The base name of the current association. */
  static final int ASSOCIATION = 0xFA00;

  /** The first base name that is reserved for special objects. */
  static final int RESERVED = 0xFA00;

  /** The base name of the SAP assignment. */
  static final int SAP_ASSIGNMENT = 0xFC00;

  /** The base name of the logical device name. */
  static final int LOGICAL_DEVICE_NAME = 0xFD00;

  /** The distance of one attribute or method from the next. */
  static final int STEP = 8;

  private ShortNames() {}

  static int methodOffset(int classId, int attributes) {
    return switch (classId) {
      case 3 -> 0x28;
      case 4 -> 0x38;
      case 5 -> 0x48;
      case 6 -> 0x30;
      case 7 -> 0x58;
      case 8 -> 0x60;
      case 9, 12, 17, 70 -> 0x20;
      case 11 -> 0x10;
      case 18 -> 0x40;
      case 20 -> 0x50;
      case 40 -> 0x38;
      case 64 -> 0x30;
      default -> attributes * STEP;
    };
  }
}
