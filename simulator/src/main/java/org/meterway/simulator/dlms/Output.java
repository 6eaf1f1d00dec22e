/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;

/** Where a connection's answers go. */
interface Output {
  /** Sends an APDU to a client. */
  void send(int client, int server, byte[] apdu, int offset, int length) throws IOException;

  /** Sends an APDU that nobody has asked for. Any thread may call it. */
  void push(int client, int server, byte[] apdu, int offset, int length) throws IOException;

  /** Waits; less long when the connection is closed meanwhile. */
  void pause(int milliseconds) throws IOException;

  /** The longest APDU that can be sent. */
  int maxApduSize();
}
