/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meterway.dlms.wrapper.WrapperHeader;

/** Takes connections. */
final class TcpPushListener implements PushListener {
  private static final int BACKLOG = 50;
  private static final int BUFFER = 4096;

  private final ServerSocket server = new ServerSocket();
  private final PushOptions options;
  private final PushSink sink;
  private final ListenerThread thread;
  private final Map<Socket, ListenerThread> connections = new ConcurrentHashMap<>();

  TcpPushListener(InetSocketAddress bind, PushOptions options, PushSink sink) throws IOException {
    this.options = options;
    this.sink = sink;
    try {
      server.bind(bind, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    thread = new ListenerThread("tcp-" + server.getLocalPort(), this::accept).start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        admit(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          sink.fault("tcp", "no connection can be taken: " + e.getMessage());
          close(server);
        }
      }
    }
  }

  private void admit(Socket socket) {
    String peer = Peers.words((InetSocketAddress) socket.getRemoteSocketAddress());
    if (connections.size() >= options.maxConnections()) {
      sink.fault(
          peer, "one connection too many: " + options.maxConnections() + " are there, closed");
      close(socket);
      return;
    }
    ListenerThread serving = new ListenerThread("tcp-" + peer, () -> serve(peer, socket));
    connections.put(socket, serving);
    serving.start();
    if (server.isClosed()) {
      close(socket); // It may have come after the others were closed.
    }
  }

  private void serve(String peer, Socket socket) {
    try (socket) {
      OutputStream out = socket.getOutputStream();
      Hearing.Answer answer = options.answers() ? (to, apdu) -> send(out, to, apdu) : null;
      try (Hearing hearing = new Hearing(peer, options, sink, answer)) {
        hear(socket, hearing);
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        sink.fault(peer, "the connection fails: " + e.getMessage());
      }
    } finally {
      connections.remove(socket);
    }
  }

  private void hear(Socket socket, Hearing hearing) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] bytes = new byte[BUFFER];
    socket.setSoTimeout((int) options.pause().toMillis());
    long heard = System.nanoTime();
    int count = 0;
    while (count >= 0 && System.nanoTime() - heard < options.idle().toNanos()) {
      try {
        count = in.read(bytes);
        heard = System.nanoTime();
        if (count > 0) {
          hearing.put(bytes, 0, count);
        }
      } catch (SocketTimeoutException e) {
        hearing.pause();
      }
    }
    hearing.pause();
  }

  /** Only the wrapper says where to send an answer. */
  private static void send(OutputStream out, Telegram to, byte[] apdu) throws IOException {
    if (to.framing() == PushFraming.WRAPPER) {
      byte[] frame = new byte[WrapperHeader.SIZE + apdu.length];
      new WrapperHeader(to.destination(), to.source(), apdu.length).write(frame, 0);
      System.arraycopy(apdu, 0, frame, WrapperHeader.SIZE, apdu.length);
      out.write(frame);
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is at its end all the same.
    }
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  @Override
  public boolean isListening() {
    return !server.isClosed();
  }

  @Override
  public void close() {
    close(server);
    thread.join();
    Map<Socket, ListenerThread> open = Map.copyOf(connections);
    open.keySet().forEach(TcpPushListener::close);
    open.values().forEach(ListenerThread::join);
  }
}
