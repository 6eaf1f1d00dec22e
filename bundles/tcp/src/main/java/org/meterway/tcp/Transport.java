/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/** What carries the bytes over a connected, non-blocking socket. */
@FunctionalInterface
interface Transport {
  /** The bytes as they are. */
  Transport PLAIN = socket -> socket;

  /**
   * A channel over the socket. Reads and writes never block; one thread reads while another one
   * writes.
   */
  ByteChannel over(SocketChannel socket) throws IOException;

  /** A channel that may keep bytes of a write before the socket takes them. */
  interface Holding extends ByteChannel {
    /** How many bytes it keeps right now, at least; from any thread. */
    long heldBytes();
  }
}
