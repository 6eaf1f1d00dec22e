/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.meterway.dlms.transport.ByteLine;

/**
 * Listens to meters that push, over TCP, UDP or a line, in whatever framing they do. Has a thread
 * of its own for a port or a line, and one for each TCP connection; all are named {@code
 * meterway-dlms-push-…} and end with {@link #close}.
 */
public interface PushListener extends Closeable {
  /** Where it listens, with the port that it got; null for a line. */
  InetSocketAddress address();

  /** Whether it still listens; false once it is closed, or its line or socket has failed. */
  boolean isListening();

  /** Ends it, within two seconds. */
  @Override
  void close();

  /**
   * Listens for TCP connections.
   *
   * @param bind port 0 for any that is free
   * @throws IOException if the address cannot be bound
   */
  static PushListener tcp(InetSocketAddress bind, PushOptions options, PushSink sink)
      throws IOException {
    return new TcpPushListener(bind, options, sink);
  }

  /**
   * Listens for UDP datagrams; each is taken for itself.
   *
   * @param bind port 0 for any that is free
   * @throws IOException if the address cannot be bound
   */
  static PushListener udp(InetSocketAddress bind, PushOptions options, PushSink sink)
      throws IOException {
    return new UdpPushListener(bind, options, sink);
  }

  /**
   * Listens to a line until it ends. The line is closed with the listener.
   *
   * @param name for the sink, such as the device
   */
  static PushListener line(String name, ByteLine line, PushOptions options, PushSink sink) {
    return new LinePushListener(name, line, options, sink);
  }
}
