/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

/** Opens serial lines; behind it stands the operating system, or a test. */
interface LineOpener {
  /**
   * Opens the device and sets the line.
   *
   * @throws LineException if that does not work now; it may later
   */
  Line open(SerialSettings settings) throws LineException;
}
