/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;

/** APDUs in wrappers over a socket of its own, a new one each time that it is opened. */
abstract class SocketTransport<S extends SocketTransport.Connection> implements ApduTransport {
  /** A socket and the wrappers in it. */
  interface Connection extends Closeable {
    boolean isOpen();

    void trace(FrameTrace trace);
  }

  final InetSocketAddress peer;
  final int client;
  final int server;
  final WrapperOptions options;
  final Received received = new Received();
  private FrameTrace trace;
  private volatile S connection;

  SocketTransport(InetSocketAddress peer, int client, int server, WrapperOptions options) {
    this.peer = peer;
    this.client = client;
    this.server = server;
    this.options = options;
  }

  @Override
  public final void open() throws IOException {
    if (!isOpen()) {
      connect();
    }
  }

  /** Connects, and says to {@link #use} what with. */
  abstract void connect() throws IOException;

  /** From now on this one is used, and closed. */
  final void use(S made) {
    made.trace(trace);
    connection = made;
  }

  final S current() throws IOException {
    S current = connection;
    if (current == null) {
      throw new IOException("the transport is not open");
    }
    return current;
  }

  @Override
  public final boolean isOpen() {
    S current = connection;
    return current != null && current.isOpen();
  }

  @Override
  public final void trace(FrameTrace newTrace) {
    trace = newTrace;
    S current = connection;
    if (current != null) {
      current.trace(newTrace);
    }
  }

  @Override
  public final void close() throws IOException {
    S current = connection;
    if (current != null) {
      current.close();
    }
  }
}
