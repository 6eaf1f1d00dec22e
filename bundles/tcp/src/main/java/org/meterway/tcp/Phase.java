/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.Set;

/** What the agent of a head end is doing. */
sealed interface Phase {
  /**
   * Waits before the next attempt.
   *
   * @param until when the attempt is due
   */
  record Waiting(long until) implements Phase {}

  /**
   * Waits for an address to answer.
   *
   * @param deadline when it is given up
   * @param rest the addresses to try next
   * @param failures why earlier addresses of this attempt failed
   */
  record Connecting(
      SocketChannel socket, long deadline, Iterator<InetSocketAddress> rest, Set<String> failures)
      implements Phase {}

  /**
   * Waits for the end of the TLS handshake.
   *
   * @param deadline when the wait is over
   * @param onlyForVerdict whether our side is through
   * @param connecting how the connection was made, and which addresses are left
   */
  record Securing(TlsChannel channel, long deadline, boolean onlyForVerdict, Connecting connecting)
      implements Phase {}

  /**
   * Moves bytes.
   *
   * @param incoming what the bytes are that come down
   * @param downlink how fast they may come
   */
  record Connected(Session session, SessionWatch watch, Incoming incoming, Downlink downlink)
      implements Phase {}
}
