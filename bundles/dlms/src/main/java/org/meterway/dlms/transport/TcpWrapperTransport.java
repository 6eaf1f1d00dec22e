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
final class TcpWrapperTransport implements ApduTransport {
  private final InetSocketAddress peer;
  private final int client;
  private final int server;
  private final WrapperOptions options;
  private final Received received = new Received();

  private FrameTrace trace;
  private volatile WrapperStream stream;

  TcpWrapperTransport(InetSocketAddress peer, int client, int server, WrapperOptions options) {
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
    WrapperStream connected = new WrapperStream(options);
    stream = connected;
    connected.connect(peer);
    connected.trace(trace);
  }

  @Override
  public boolean isOpen() {
    WrapperStream current = stream;
    return current != null && current.isOpen();
  }

  @Override
  public void send(byte[] apdu, int offset, int length) throws IOException {
    current().send(client, server, apdu, offset, length);
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    return current().receive(received, timeout.toNanos());
  }

  private WrapperStream current() throws IOException {
    WrapperStream current = stream;
    if (current == null) {
      throw new IOException("not open");
    }
    return current;
  }

  @Override
  public int maxApduSize() {
    return options.maxApduSize();
  }

  @Override
  public void trace(FrameTrace newTrace) {
    trace = newTrace;
    WrapperStream current = stream;
    if (current != null) {
      current.trace(newTrace);
    }
  }

  @Override
  public void close() throws IOException {
    WrapperStream current = stream;
    if (current != null) {
      current.close();
    }
  }
}
