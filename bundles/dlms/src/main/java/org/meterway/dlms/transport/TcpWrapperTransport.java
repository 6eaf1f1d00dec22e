/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** APDUs in wrappers over a connection of its own: one system call to send, one to receive. */
final class TcpWrapperTransport extends SocketTransport<WrapperStream> {
  TcpWrapperTransport(InetSocketAddress peer, int client, int server, WrapperOptions options) {
    super(peer, client, server, options);
  }

  @Override
  void connect() throws IOException {
    WrapperStream stream = new WrapperStream(options);
    // At once, so that closing ends the wait for a connection, too.
    use(stream);
    stream.connect(peer);
  }

  @Override
  public void send(byte[] apdu, int offset, int length) throws IOException {
    current().send(client, server, apdu, offset, length);
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    return current().receive(received, timeout.toNanos());
  }

  @Override
  public int maxApduSize() {
    return options.maxApduSize();
  }
}
