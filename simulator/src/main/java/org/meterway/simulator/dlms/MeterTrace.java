/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

/** Is shown each APDU that comes and goes. Called on the connections' threads. */
@FunctionalInterface
public interface MeterTrace {
  /**
   * An APDU as it is on the line.
   *
   * @param received whether it came, or was sent
   * @param bytes holds it until the call returns
   */
  void apdu(boolean received, int client, int server, byte[] bytes, int offset, int length);
}
