/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import static org.meterway.itests.support.Eventually.eventually;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The utility's system: a TCP server on the loopback interface. */
public final class HeadEndServer implements AutoCloseable {
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private ServerSocket server;
  private volatile Socket connection;

  private HeadEndServer(ServerSocket server) {
    this.server = server;
  }

  public static HeadEndServer listening() {
    HeadEndServer headEnd = new HeadEndServer(listen(0));
    headEnd.acceptConnections();
    return headEnd;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** All bytes so far, over all connections. */
  public byte[] received() {
    synchronized (received) {
      return received.toByteArray();
    }
  }

  /** Waits for so many bytes. */
  public byte[] receives(int bytes) {
    eventually(
        () -> "the head end got " + received().length + " bytes of " + bytes,
        () -> received().length >= bytes);
    return received();
  }

  public void sends(byte[] bytes) {
    eventually("a connection to the head end", () -> connection != null);
    try {
      connection.getOutputStream().write(bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Goes away; what was received stays. */
  public void goesAway() {
    try {
      server.close();
      Socket last = connection;
      if (last != null) {
        last.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    eventually("the end of the connection", () -> connection == null);
  }

  /** Comes back on the same port. */
  public void comesBack() {
    server = listen(server.getLocalPort());
    acceptConnections();
  }

  @Override
  public void close() {
    goesAway();
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void acceptConnections() {
    ServerSocket current = server;
    Thread thread = new Thread(() -> serve(current), "test-head-end-" + current.getLocalPort());
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(ServerSocket current) {
    while (!current.isClosed()) {
      try (Socket accepted = current.accept()) {
        connection = accepted;
        readAll(accepted.getInputStream());
      } catch (IOException gone) {
        // The server or the connection was closed: the loop's condition tells which.
      } finally {
        connection = null;
      }
    }
  }

  private void readAll(InputStream stream) throws IOException {
    byte[] buffer = new byte[16384];
    for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
      synchronized (received) {
        received.write(buffer, 0, count);
      }
    }
  }
}
