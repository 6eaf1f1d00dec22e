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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLServerSocket;

/**
 * The utility's system: a TCP server that gateways connect to. It receives payloads, sends some
 * down, counts, and does wrong what it is told to. Thread-safe.
 */
public final class SimulatedHeadEnd implements Closeable {
  private static final long CLOSE_MS = 1000;

  private final HeadEndOptions options;
  private final HeadEndListener listener;
  private final SequenceState state;
  private final List<HeadEndConnection> connections = new CopyOnWriteArrayList<>();
  private final Map<Integer, Reception> receptions = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> sent = new ConcurrentHashMap<>();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder faults = new LongAdder();
  private final Wait end = new Wait();
  private final InetSocketAddress address;
  private ServerSocket server;
  private Thread acceptor;
  private volatile Fault injected;
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
    this(HeadEndOptions.at(address).echoing(echo), listener);
  }

  /**
   * Listens; connections are taken from {@link #start} on.
   *
   * @throws java.net.BindException if the port is in use
   */
  public SimulatedHeadEnd(HeadEndOptions options, HeadEndListener listener) throws IOException {
    this.options = options;
    this.listener = Objects.requireNonNull(listener, "listener");
    state =
        new SequenceState(
            options.confirmation() instanceof Confirmation.Sequence sequence
                ? sequence.state()
                : null);
    server = bind(options.address());
    address = new InetSocketAddress(options.address().getAddress(), server.getLocalPort());
  }

  private ServerSocket bind(InetSocketAddress where) throws IOException {
    ServerSocket socket =
        options.tls() == null
            ? new ServerSocket()
            : options.tls().getServerSocketFactory().createServerSocket();
    try {
      if (socket instanceof SSLServerSocket secured) {
        secured.setNeedClientAuth(options.clientCertificate());
      }
      socket.setReuseAddress(true);
      socket.bind(where);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Begins to take connections. */
  public synchronized void start() {
    ServerSocket from = server;
    acceptor = new Thread(() -> accept(from), "simulator-headend-acceptor");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** The port that it listens on. */
  public int port() {
    return address.getPort();
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

  /** How many faults were injected. */
  public long faults() {
    return faults.sum();
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
        connection.down(payload.encode());
        listener.sent(payload);
        return true;
      }
    }
    return false;
  }

  /** The peers of the connections on which a gateway has introduced itself. */
  public List<String> gateways() {
    return connections.stream()
        .filter(connection -> connection.welcomed() != null)
        .map(HeadEndConnection::peer)
        .toList();
  }

  /**
   * Reads a parameter of the meter behind a link, or sets it; with {@link Confirmation.Sequence}.
   *
   * @param gateway one of {@link #gateways}
   * @param data what to set; {@code null} to read
   * @throws IOException if it is not connected any more
   */
  public CompletableFuture<HeadEndResponse> request(
      String gateway, String link, int parameter, byte[] data) throws IOException {
    for (HeadEndConnection connection : connections) {
      SequenceConversation conversation = connection.welcomed();
      if (conversation != null && connection.peer().equals(gateway)) {
        return conversation.request(link, parameter, data);
      }
    }
    throw new IOException("the gateway " + gateway + " is not connected any more");
  }

  /** Does this wrong from now on, on all connections, until another call or {@link #heal}. */
  public synchronized void inject(Fault fault) throws IOException {
    injected = fault;
    if (fault.kind() == Fault.Kind.REFUSE) {
      injected("all", fault);
      refuse();
    } else if (fault.kind() == Fault.Kind.RESTART) {
      injected("all", fault);
      restart();
    } else {
      connections.forEach(connection -> connection.inject(fault));
    }
  }

  /** Does all right from now on. */
  public synchronized void heal() throws IOException {
    injected = null;
    connections.forEach(connection -> connection.inject(Fault.NONE));
    listenAgain();
  }

  /** Ends and starts again at once; what is not in a file is forgotten. */
  public synchronized void restart() throws IOException {
    stopListening();
    for (HeadEndConnection connection : connections) {
      connection.close();
    }
    state.restart();
    listenAgain();
  }

  private synchronized void refuse() throws IOException {
    stopListening();
    for (HeadEndConnection connection : connections) {
      connection.reset();
    }
  }

  private void stopListening() throws IOException {
    server.close();
    join(acceptor);
  }

  private synchronized void listenAgain() throws IOException {
    if (server.isClosed() && !closing) {
      server = bind(address);
      start();
    }
  }

  /** Ends all connections. */
  @Override
  public void close() throws IOException {
    closing = true;
    end.end();
    synchronized (this) {
      server.close();
    }
    for (HeadEndConnection connection : connections) {
      connection.close();
    }
    join(acceptor);
    state.close();
  }

  private static void join(Thread thread) {
    if (thread == null || thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocket from) {
    while (!closing && !from.isClosed()) {
      try {
        Socket socket = from.accept();
        socket.setTcpNoDelay(true);
        HeadEndConnection connection = new HeadEndConnection(this, socket, options, state);
        connections.add(connection);
        listener.connected(connection.peer());
        strike(connection);
        connection.start();
        if (closing) {
          connection.close();
        }
      } catch (IOException e) {
        if (!closing && !from.isClosed()) {
          listener.disconnected("port " + port(), e);
        }
      }
    }
  }

  /** Gives a new connection its fault. */
  private void strike(HeadEndConnection connection) {
    Fault now = injected;
    if (now != null) {
      connection.inject(now);
      return;
    }
    Fault drawn = options.faults().next();
    if (drawn.kind() == Fault.Kind.REFUSE || drawn.kind() == Fault.Kind.RESTART) {
      Thread thread = new Thread(() -> interruptService(drawn), "simulator-headend-fault");
      thread.setDaemon(true);
      thread.start();
    } else {
      connection.inject(drawn);
    }
  }

  /** Is away for a while, or ends after a while. */
  private void interruptService(Fault fault) {
    try {
      if (fault.kind() == Fault.Kind.REFUSE) {
        injected("all", fault);
        refuse();
        end.await(fault.amount());
        listenAgain();
      } else if (!end.await(fault.amount())) {
        injected("all", fault);
        restart();
      }
    } catch (IOException e) {
      listener.disconnected("port " + port(), e);
    }
  }

  void countBytes(int count) {
    bytes.add(count);
  }

  void received(SimulatedPayload payload) {
    listener.received(payload, reception(payload.meter()).payload(payload));
  }

  void repeated(SimulatedPayload payload) {
    reception(payload.meter()).repetition();
    listener.repeated(payload);
  }

  void foreign(String peer, byte[] foreignBytes) {
    listener.foreign(peer, foreignBytes);
  }

  void injected(String peer, Fault fault) {
    faults.increment();
    listener.injected(peer, fault);
  }

  void welcomed(String peer, String name, String stream, long highest) {
    listener.welcomed(peer, name, stream, highest);
  }

  void violated(String peer, String reason) {
    listener.violated(peer, reason);
  }

  void ended(HeadEndConnection connection, IOException cause) {
    connections.remove(connection);
    listener.disconnected(connection.peer(), cause);
  }
}
