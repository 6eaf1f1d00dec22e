/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.Closeable;
import java.io.IOException;

/** One connection, or one line, that clients speak to the meter on. */
interface Connection extends Closeable {
  /** Its faults. */
  Faults faults();

  /** Sends a notification in each association of a client; how many there were. */
  int push(int client, byte[] plain) throws IOException;
}
