/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes TCP connections, each served on a thread of its own. */
final class TcpServer implements ApduServer {
  /** What a connection's line is served as. */
  @FunctionalInterface
  interface Framing {
    ApduConversation over(ByteLine line) throws IOException;
  }

  /** So that a lack of file descriptors does not take the processor as well. */
  private static final long ACCEPT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ServerSocket socket;
  private final int maxConnections;
  private final Framing framing;
  private final ConversationHandler handler;
  private final List<Connection> connections = new ArrayList<>();
  private final Thread acceptor;
  private boolean closed;

  TcpServer(
      InetSocketAddress bind, int maxConnections, Framing framing, ConversationHandler handler)
      throws IOException {
    Limits.range("maxConnections", maxConnections, 1, 10_000);
    this.maxConnections = maxConnections;
    this.framing = framing;
    this.handler = handler;
    this.socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(bind);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    this.acceptor = new Thread(this::accept, "meterway-dlms-accept-" + socket.getLocalPort());
    acceptor.setDaemon(true);
    acceptor.start();
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        take(socket.accept());
      } catch (IOException e) {
        // The server is closed, that connection was gone before it was taken, or there are too
        // many.
        LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
      }
    }
  }

  private void take(Socket connected) throws IOException {
    Connection connection = new Connection(connected);
    synchronized (connections) {
      if (!closed && connections.size() < maxConnections) {
        connections.add(connection);
        connection.thread.start();
        return;
      }
    }
    connected.close();
  }

  @Override
  public void close() throws IOException {
    List<Connection> ending;
    synchronized (connections) {
      closed = true;
      ending = List.copyOf(connections);
    }
    socket.close();
    for (Connection connection : ending) {
      connection.socket.close();
    }
    long end = System.nanoTime() + CLOSE_NANOS;
    join(acceptor, end);
    for (Connection connection : ending) {
      join(connection.thread, end);
    }
  }

  private static void join(Thread thread, long end) throws IOException {
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (thread != Thread.currentThread() && left > 0) {
        thread.join(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** One connection and the thread that serves it. */
  private final class Connection implements Runnable {
    private final Socket socket;
    private final Thread thread;

    private Connection(Socket socket) {
      this.socket = socket;
      this.thread = new Thread(this, "meterway-dlms-" + socket.getRemoteSocketAddress());
      thread.setDaemon(true);
    }

    @Override
    public void run() {
      try (socket;
          ApduConversation conversation = framing.over(new TcpByteLine(socket))) {
        handler.serve(conversation);
      } catch (IOException e) {
        // The connection is at its end; whoever wants to know more has a handler that does.
      } finally {
        synchronized (connections) {
          connections.remove(this);
        }
      }
    }
  }
}
