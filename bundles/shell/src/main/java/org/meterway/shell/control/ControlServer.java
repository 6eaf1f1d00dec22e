/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the clients of a listening socket: one thread takes and reads them all, and each command
 * runs on a thread that is there only while commands run. No client can hold up another.
 */
final class ControlServer implements AutoCloseable {
  static final int MOST_CONNECTIONS = 8;
  private static final long CLOSE_MILLIS = 1_000;
  private static final long IDLE_SECONDS = 10;
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

  private final Commands commands;
  private final Patience patience;
  private final Counters<ControlCounter> counters;
  private final ServerSocketChannel listening;
  private final Selector selector;
  private final SelectionKey accepting;
  private final ExecutorService workers;
  private final Thread thread = new Thread(this::serve, "meterway-control");

  /** All clients, and when a request must have come; {@link Long#MAX_VALUE} once it has. */
  private final Map<Connection, Long> connections = new ConcurrentHashMap<>();

  private volatile boolean closed;

  /**
   * @param listening closed with this server
   */
  ControlServer(
      ServerSocketChannel listening,
      Commands commands,
      Patience patience,
      Counters<ControlCounter> counters)
      throws IOException {
    this.patience = patience;
    this.listening = listening;
    this.commands = commands;
    this.counters = counters;
    AtomicInteger number = new AtomicInteger();
    // Twice as many threads: one that has ended its command takes a moment until it is free.
    this.workers =
        new ThreadPoolExecutor(
            0,
            2 * MOST_CONNECTIONS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread worker = new Thread(task, "meterway-command-" + number.incrementAndGet());
              worker.setDaemon(true);
              return worker;
            });
    listening.configureBlocking(false);
    selector = Selector.open();
    accepting = listening.register(selector, SelectionKey.OP_ACCEPT);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** How many clients there are. */
  int connections() {
    return connections.size();
  }

  private void serve() {
    while (!closed) {
      try {
        selector.select(connections.isEmpty() ? 0 : patience.requestMillis() / 5);
        Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
        while (ready.hasNext()) {
          SelectionKey key = ready.next();
          ready.remove();
          if (key == accepting) {
            accept();
          } else if (key.isValid()) {
            read(key, (Connection) key.attachment());
          }
        }
        dropLate();
        accepting.interestOps(connections.size() < MOST_CONNECTIONS ? SelectionKey.OP_ACCEPT : 0);
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException | RuntimeException e) {
        if (!closed) {
          LOG.warn("The control socket has a problem", e);
        }
      }
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listening.accept();
    if (channel == null) {
      return;
    }
    counters.increment(ControlCounter.CONNECTIONS);
    Connection connection = new Connection(channel, patience.writeMillis());
    try {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, connection);
      connection.greet();
      connections.put(connection, System.nanoTime() + patience.requestMillis() * 1_000_000);
    } catch (IOException e) {
      // It has gone again.
      connection.close();
    }
  }

  private void read(SelectionKey key, Connection connection) {
    Long deadline = connections.get(connection);
    if (deadline == null) {
      key.cancel();
      return;
    }
    if (deadline == Long.MAX_VALUE) {
      if (!connection.isThere()) {
        counters.increment(ControlCounter.CANCELLED);
        key.cancel();
        connection.cancel();
      }
      return;
    }
    try {
      Optional<Request> request = connection.read();
      if (request.isPresent()) {
        connections.put(connection, Long.MAX_VALUE);
        workers.execute(() -> work(connection, request.get()));
      }
    } catch (Request.BadRequestException e) {
      counters.increment(ControlCounter.BAD_REQUESTS);
      drop(connection);
    } catch (IOException | RuntimeException e) {
      drop(connection);
    }
  }

  private void dropLate() {
    long now = System.nanoTime();
    connections.forEach(
        (connection, deadline) -> {
          if (deadline != Long.MAX_VALUE && now - deadline > 0) {
            counters.increment(ControlCounter.BAD_REQUESTS);
            drop(connection);
          }
        });
  }

  private void drop(Connection connection) {
    connections.remove(connection);
    connection.close();
  }

  private void work(Connection connection, Request request) {
    try {
      connection.begin();
      PrintWriter out =
          new PrintWriter(
              new OutputStreamWriter(connection.output(), StandardCharsets.UTF_8), false);
      int status = answer(request, out);
      out.flush();
      connection.exit(status);
    } catch (Connection.SlowClientException e) {
      counters.increment(ControlCounter.SLOW_CLIENTS);
    } catch (IOException | InterruptedException e) {
      // The client has gone.
      LOG.debug("A client of the control socket has gone", e);
    } finally {
      connection.end();
      drop(connection);
      selector.wakeup();
    }
  }

  private int answer(Request request, PrintWriter out) throws InterruptedException {
    if (request.candidates()) {
      commands.complete(request.words()).forEach(out::println);
      return 0;
    }
    counters.increment(ControlCounter.COMMANDS);
    return commands.run(request.words(), out);
  }

  /** Ends all commands and closes all connections, within two seconds. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    connections.keySet().forEach(Connection::cancel);
    workers.shutdownNow();
    try {
      thread.join(CLOSE_MILLIS);
      if (!workers.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("A command still runs although the control socket is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      selector.close();
      listening.close();
    } catch (IOException e) {
      LOG.debug("The control socket was closed already", e);
    }
  }
}
