/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** What carries the bytes over a connected, non-blocking socket, below TLS if there is any. */
@FunctionalInterface
interface Transport {
  /** The bytes as they are. */
  Transport PLAIN = PlainChannel::new;

  /** A channel over the socket. */
  TransportChannel over(SocketChannel socket) throws IOException;
}
