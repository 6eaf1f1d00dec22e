/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The utility's system: a TCP server that gateways connect to. It receives payloads, sends some
 * down, and counts. Thread-safe.
 */
public final class SimulatedHeadEnd implements Closeable {
  private static final long CLOSE_MS = 1000;

  private final ServerSocket server;
  private final boolean echo;
  private final HeadEndListener listener;
  private final List<HeadEndConnection> connections = new CopyOnWriteArrayList<>();
  private final Map<Integer, Reception> receptions = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> sent = new ConcurrentHashMap<>();
  private final LongAdder bytes = new LongAdder();
  private final Thread acceptor;
  private volatile boolean closing;

  /**
   * Listens; connections are taken from {@link #start} on.
   *
   * @param address port 0 means any free one
   * @param echo whether all that comes is sent back
   * @throws java.net.BindException if the port is in use
   */
  public SimulatedHeadEnd(InetSocketAddress address, boolean echo, HeadEndListener listener)
      throws IOException {
    this.echo = echo;
    this.listener = Objects.requireNonNull(listener, "listener");
    server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    acceptor = new Thread(this::accept, "simulator-headend-acceptor");
    acceptor.setDaemon(true);
  }

  /** Begins to take connections. */
  public void start() {
    acceptor.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** How many gateways are connected. */
  public int connections() {
    return connections.size();
  }

  /** The meters that payloads have come from, by number. */
  public SortedSet<Integer> meters() {
    return new TreeSet<>(receptions.keySet());
  }

  /** What came from one meter. */
  public Reception reception(int meter) {
    return receptions.computeIfAbsent(meter, number -> new Reception());
  }

  /** Payloads that were sent down to one meter. */
  public long sent(int meter) {
    AtomicInteger count = sent.get(meter);
    return count == null ? 0 : count.get();
  }

  /** Bytes received, all connections together. */
  public long bytes() {
    return bytes.sum();
  }

  /**
   * Sends the next payload down to a meter, over the connection that its payloads come from. One
   * thread at a time may call it for a meter, or the sequence is not kept.
   *
   * @return {@code false} when no connection is known to lead to the meter
   */
  public boolean sendDown(int meter, int length) throws IOException {
    for (HeadEndConnection connection : connections) {
      if (connection.serves(meter)) {
        int sequence = sent.computeIfAbsent(meter, number -> new AtomicInteger()).getAndIncrement();
        SimulatedPayload payload =
            new SimulatedPayload(Direction.DOWN, meter, sequence, SimulatedPayload.now(), length);
        connection.write(payload.encode(), 0, length);
        listener.sent(payload);
        return true;
      }
    }
    return false;
  }

  /** Ends all connections. */
  @Override
  public void close() throws IOException {
    closing = true;
    server.close();
    for (HeadEndConnection connection : connections) {
      connection.close();
    }
    try {
      acceptor.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!closing) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        HeadEndConnection connection = new HeadEndConnection(this, socket, echo);
        connections.add(connection);
        listener.connected(connection.peer());
        connection.start();
        if (closing) {
          connection.close();
        }
      } catch (IOException e) {
        if (!closing) {
          listener.disconnected("port " + port(), e);
        }
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  void countBytes(int count) {
    bytes.add(count);
  }

  void received(SimulatedPayload payload) {
    listener.received(payload, reception(payload.meter()).payload(payload));
  }

  void foreign(String peer, byte[] foreignBytes) {
    listener.foreign(peer, foreignBytes);
  }

  void ended(HeadEndConnection connection, IOException cause) {
    connections.remove(connection);
    listener.disconnected(connection.peer(), cause);
  }
}
