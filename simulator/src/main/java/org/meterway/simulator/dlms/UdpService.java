/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Wrappers in UDP datagrams; each peer has its own sessions, the oldest peers are forgotten. */
final class UdpService implements Connection, Runnable {
  private static final int MOST_PEERS = 64;

  private final DatagramChannel channel;
  private final Meter meter;
  private final Faults faults;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<SocketAddress, Peer> peers = new LinkedHashMap<>();

  UdpService(InetSocketAddress address, Meter meter) throws IOException {
    this.meter = meter;
    faults = meter.newFaults();
    channel = DatagramChannel.open();
    try {
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  @Override
  public void run() {
    ByteBuffer in = ByteBuffer.allocate(WrapperConnection.HEADER + WrapperConnection.LARGEST);
    while (channel.isOpen()) {
      try {
        in.clear();
        SocketAddress from = channel.receive(in);
        received(from, in.array(), in.position());
      } catch (IOException e) {
        // The service is closed, the peer is gone, or a fault has ended the exchange.
      }
    }
  }

  private void received(SocketAddress from, byte[] bytes, int length) throws IOException {
    int header = WrapperConnection.HEADER;
    if (length < header
        || WrapperConnection.int16(bytes, 0) != 1
        || WrapperConnection.int16(bytes, 6) != length - header) {
      meter.dropped();
      return;
    }
    Peer peer = peer(from);
    peer.sessions.received(
        WrapperConnection.int16(bytes, 2),
        WrapperConnection.int16(bytes, 4),
        bytes,
        header,
        length - header);
  }

  private synchronized Peer peer(SocketAddress address) {
    Peer known = peers.get(address);
    if (known == null) {
      if (peers.size() == MOST_PEERS) {
        peers.remove(peers.keySet().iterator().next()).sessions.end();
      }
      known = new Peer(address);
      peers.put(address, known);
    }
    return known;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public synchronized int push(int client, byte[] plain) throws IOException {
    int sent = 0;
    for (Peer peer : peers.values()) {
      sent += peer.sessions.push(client, plain);
    }
    return sent;
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    channel.close();
  }

  private final class Peer implements Output {
    private final SocketAddress address;
    private final Sessions sessions = new Sessions(meter, this, faults);

    Peer(SocketAddress address) {
      this.address = address;
    }

    @Override
    public void send(int client, int server, byte[] apdu, int offset, int length)
        throws IOException {
      int garbage = Math.max(0, faults.amount(MeterFault.Kind.GARBAGE));
      byte[] datagram = new byte[garbage + WrapperConnection.HEADER + length];
      System.arraycopy(WrapperConnection.noise(garbage), 0, datagram, 0, garbage);
      WrapperConnection.header(datagram, garbage, server, client, length);
      System.arraycopy(apdu, offset, datagram, garbage + WrapperConnection.HEADER, length);
      channel.send(ByteBuffer.wrap(datagram), address);
    }

    @Override
    public void push(int client, int server, byte[] apdu, int offset, int length)
        throws IOException {
      send(client, server, apdu, offset, length);
    }

    @Override
    public void pause(int milliseconds) throws IOException {
      try {
        if (closed.await(milliseconds, TimeUnit.MILLISECONDS)) {
          throw new IOException("closed");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    @Override
    public int maxApduSize() {
      return WrapperConnection.LARGEST;
    }
  }
}
