/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;

/** A head end on a loopback socket that misbehaves as told, connection by connection. */
final class ScriptedPeer implements AutoCloseable {
  /** What goes wrong on a connection. */
  enum Fault {
    /** Nothing: reads until the other side closes. */
    NONE,
    /** Closes at once. */
    CLOSE_ON_ACCEPT,
    /** Resets at once. */
    RESET_ON_ACCEPT,
    /** Says after some bytes that it will send no more, but reads what still comes. */
    HALF_CLOSE_AFTER_SOME,
    /** Resets after some bytes. */
    RESET_AFTER_SOME,
    /** Reads nothing until {@link Connection#resume()}. */
    STALL
  }

  /** So many bytes are "some". */
  static final int SOME = 10_000;

  private static final int RECEIVE_BUFFER = 8 * 1024;

  /** One accepted connection. */
  final class Connection {
    private final Socket socket;
    private final Fault fault;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CountDownLatch resumed = new CountDownLatch(1);
    private volatile boolean ended;

    private Connection(Socket socket, Fault fault) {
      this.socket = socket;
      this.fault = fault;
    }

    /** What came so far. */
    byte[] received() {
      synchronized (received) {
        return received.toByteArray();
      }
    }

    int receivedLength() {
      synchronized (received) {
        return received.size();
      }
    }

    /** Whether no more bytes will come. */
    boolean hasEnded() {
      return ended;
    }

    void resume() {
      resumed.countDown();
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    void halfClose() throws IOException {
      socket.shutdownOutput();
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private void run() {
      try (socket) {
        switch (fault) {
          case CLOSE_ON_ACCEPT -> {}
          case RESET_ON_ACCEPT -> reset();
          case NONE -> read(Integer.MAX_VALUE);
          case STALL -> {
            resumed.await();
            read(Integer.MAX_VALUE);
          }
          case HALF_CLOSE_AFTER_SOME -> {
            read(SOME);
            halfClose();
            read(Integer.MAX_VALUE);
          }
          case RESET_AFTER_SOME -> {
            read(SOME);
            reset();
          }
        }
      } catch (IOException | InterruptedException e) {
        failures.add(fault + ": " + e);
      } finally {
        ended = true;
      }
    }

    private void read(int atLeast) throws IOException {
      InputStream in = socket.getInputStream();
      byte[] chunk = new byte[4096];
      int length = 0;
      while (receivedLength() < atLeast && (length = in.read(chunk)) >= 0) {
        synchronized (received) {
          received.write(chunk, 0, length);
        }
      }
    }
  }

  private final List<String> failures = new CopyOnWriteArrayList<>();

  private final ServerSocket server = new ServerSocket();
  private final IntFunction<Fault> script;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private ScriptedPeer(int port, IntFunction<Fault> script) throws IOException {
    this.script = script;
    server.setReuseAddress(true);
    server.setReceiveBufferSize(RECEIVE_BUFFER);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    start(this::accept, "accept");
  }

  /** A peer whose n-th connection has the fault {@code script.apply(n)}, counted from 0. */
  static ScriptedPeer on(int port, IntFunction<Fault> script) throws IOException {
    return new ScriptedPeer(port, script);
  }

  static ScriptedPeer with(Fault fault) throws IOException {
    return on(0, connection -> fault);
  }

  /** Exceptions on any connection: empty if all ended in good order. */
  List<String> failures() {
    return failures;
  }

  int port() {
    return server.getLocalPort();
  }

  int accepted() {
    return connections.size();
  }

  List<Connection> connections() {
    return new ArrayList<>(connections);
  }

  /** The n-th connection, counted from 0, once it is there. */
  Connection connection(int number) {
    Await.until("connection " + number + " is made", () -> connections.size() > number);
    return connections.get(number);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.resume();
      connection.socket.close();
    }
    for (Thread thread : threads) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Connection connection = new Connection(socket, script.apply(connections.size()));
        connections.add(connection);
        start(connection::run, "connection");
      } catch (IOException e) {
        failures.add("accept: " + e);
      }
    }
  }

  private void start(Runnable work, String what) {
    Thread thread = new Thread(work, "peer-" + what);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }
}
