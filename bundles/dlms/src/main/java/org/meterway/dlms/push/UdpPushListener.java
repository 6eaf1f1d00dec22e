/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Receives datagrams. */
final class UdpPushListener implements PushListener {
  private static final int LARGEST = 65_535;

  private final DatagramSocket socket;
  private final PushOptions options;
  private final PushSink sink;
  private final ListenerThread thread;

  UdpPushListener(InetSocketAddress bind, PushOptions options, PushSink sink) throws IOException {
    this.options = options;
    this.sink = sink;
    socket = new DatagramSocket(bind);
    thread = new ListenerThread("udp-" + socket.getLocalPort(), this::listen).start();
  }

  private void listen() {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LARGEST);
        socket.receive(packet);
        take(packet);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          sink.fault("udp", "receiving fails: " + e.getMessage());
          socket.close();
        }
      }
    }
  }

  private void take(DatagramPacket packet) throws IOException {
    String peer = Peers.words((InetSocketAddress) packet.getSocketAddress());
    try (Hearing hearing = new Hearing(peer, options, sink, null)) {
      hearing.put(packet.getData(), packet.getOffset(), packet.getLength());
      hearing.pause();
    }
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public boolean isListening() {
    return !socket.isClosed();
  }

  @Override
  public void close() {
    socket.close();
    thread.join();
  }
}
