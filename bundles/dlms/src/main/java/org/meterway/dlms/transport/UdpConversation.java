/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A meter's side of a UDP port. A client is answered where it was heard from the latest. */
final class UdpConversation implements ApduConversation {
  /** How many clients are remembered; who was heard of the longest ago gives way. */
  private static final int MOST_CLIENTS = 64;

  private final Datagrams datagrams;
  private final Received received = new Received();
  private final Map<Integer, SocketAddress> clients = new LinkedHashMap<>();

  UdpConversation(DatagramChannel channel, WrapperOptions options) throws IOException {
    this.datagrams = new Datagrams(channel, options);
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    datagrams.receive(received, timeout);
    clients.remove(received.source());
    clients.put(received.source(), datagrams.sender());
    if (clients.size() > MOST_CLIENTS) {
      clients.remove(clients.keySet().iterator().next());
    }
    return received;
  }

  @Override
  public void send(int client, int logicalDevice, byte[] apdu, int offset, int length)
      throws IOException {
    SocketAddress receiver = clients.get(client);
    if (receiver == null) {
      throw new IOException("nothing was heard of client " + client);
    }
    datagrams.send(receiver, logicalDevice, client, apdu, offset, length);
  }

  @Override
  public void push(int client, int logicalDevice, byte[] apdu, int offset, int length)
      throws IOException {
    send(client, logicalDevice, apdu, offset, length);
  }

  @Override
  public int maxApduSize() {
    return datagrams.maxApduSize();
  }

  @Override
  public void onLink(LinkListener listener) {
    // No link ever begins or ends.
  }

  @Override
  public void trace(FrameTrace trace) {
    datagrams.trace(trace);
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
  }
}
