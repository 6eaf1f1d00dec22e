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
final class UdpWrapperTransport implements ApduTransport {
  private final InetSocketAddress peer;
  private final int client;
  private final int server;
  private final WrapperOptions options;
  private final Received received = new Received();
  private FrameTrace trace;
  private volatile Datagrams datagrams;

  UdpWrapperTransport(InetSocketAddress peer, int client, int server, WrapperOptions options) {
    this.peer = peer;
    this.client = client;
    this.server = server;
    this.options = options;
  }

  @Override
  public void open() throws IOException {
    if (isOpen()) {
      return;
    }
    if (peer.isUnresolved()) {
      throw new UnknownHostException("the host " + peer.getHostString() + " is not known");
    }
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.connect(peer);
      datagrams = new Datagrams(channel, options);
      datagrams.trace(trace);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public boolean isOpen() {
    Datagrams current = datagrams;
    return current != null && current.isOpen();
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

  private Datagrams current() throws IOException {
    Datagrams current = datagrams;
    if (current == null) {
      throw new IOException("the transport is not open");
    }
    return current;
  }

  @Override
  public int maxApduSize() {
    return Math.min(options.maxApduSize(), Datagrams.MAX_APDU);
  }

  @Override
  public void trace(FrameTrace newTrace) {
    trace = newTrace;
    Datagrams current = datagrams;
    if (current != null) {
      current.trace(newTrace);
    }
  }

  @Override
  public void close() throws IOException {
    Datagrams current = datagrams;
    if (current != null) {
      current.close();
    }
  }
}
