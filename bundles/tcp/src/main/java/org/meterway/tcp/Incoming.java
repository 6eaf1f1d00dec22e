/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;

/** Makes of the bytes that come down what they are. On the agent's thread. */
interface Incoming {
  /**
   * Bytes have come.
   *
   * @throws IOException if they end the connection
   */
  void received(byte[] buffer, int length) throws IOException;

  /** Nothing was sent for a while. */
  void beat();
}
