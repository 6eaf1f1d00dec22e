/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;

/** APDUs in wrappers in UDP datagrams. */
final class UdpWrapperTransport extends SocketTransport<Datagrams> {
  UdpWrapperTransport(InetSocketAddress peer, int client, int server, WrapperOptions options) {
    super(peer, client, server, options);
  }

  @Override
  void connect() throws IOException {
    if (peer.isUnresolved()) {
      throw new UnknownHostException("the host " + peer.getHostString() + " is not known");
    }
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.connect(peer);
      use(new Datagrams(channel, options));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void send(byte[] apdu, int offset, int length) throws IOException {
    Datagrams current = current();
    try {
      current.send(peer, client, server, apdu, offset, length);
    } catch (IOException e) {
      current.close();
      throw e;
    }
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    Datagrams current = current();
    try {
      return current.receive(received, timeout);
    } catch (TransportTimeoutException e) {
      throw e;
    } catch (IOException e) {
      current.close();
      throw e;
    }
  }

  @Override
  public int maxApduSize() {
    return Math.min(options.maxApduSize(), Datagrams.MAX_APDU);
  }
}
