/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * TCP keepalive of a socket. The options for its times are found by their names, since their class,
 * {@code jdk.net.ExtendedSocketOptions}, is in a module that need not be there.
 */
final class KeepAlive {
  /** So many probes without an answer end the connection. */
  private static final int PROBES = 3;

  private KeepAlive() {}

  /** Probes after {@code seconds} of silence and as often; 0 for never. */
  static void apply(SocketChannel socket, int seconds) throws IOException {
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, seconds > 0);
    if (seconds > 0) {
      set(socket, "TCP_KEEPIDLE", seconds);
      set(socket, "TCP_KEEPINTERVAL", seconds);
      set(socket, "TCP_KEEPCOUNT", PROBES);
    }
  }

  private static void set(SocketChannel socket, String name, int value) throws IOException {
    for (SocketOption<?> option : socket.supportedOptions()) {
      if (option.name().equals(name) && option.type() == Integer.class) {
        @SuppressWarnings("unchecked") // The type was looked at in the line above.
        SocketOption<Integer> number = (SocketOption<Integer>) option;
        socket.setOption(number, value);
      }
    }
  }
}
