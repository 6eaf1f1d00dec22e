/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One gateway's connection to the simulated head end: a thread reads it, any thread may write. */
final class HeadEndConnection implements AutoCloseable {
  private static final long CLOSE_MS = 1000;

  private final SimulatedHeadEnd headEnd;
  private final Socket socket;
  private final String peer;
  private final boolean echo;
  private final Map<Integer, Boolean> meters = new ConcurrentHashMap<>();
  private final PayloadReader payloads = new PayloadReader(new Payloads());
  private final Thread reader;
  private volatile boolean closing;

  HeadEndConnection(SimulatedHeadEnd headEnd, Socket socket, boolean echo) {
    this.headEnd = headEnd;
    this.socket = socket;
    this.echo = echo;
    peer = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    reader = new Thread(this::readAll, "simulator-headend-" + socket.getPort());
    reader.setDaemon(true);
  }

  void start() {
    reader.start();
  }

  String peer() {
    return peer;
  }

  /** Whether payloads of this meter have come over this connection. */
  boolean serves(int meter) {
    return meters.containsKey(meter);
  }

  /** Writes all the bytes; waits while the gateway does not read. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    OutputStream out = socket.getOutputStream();
    synchronized (this) {
      out.write(bytes, offset, length);
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    socket.close();
    try {
      reader.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll() {
    byte[] buffer = new byte[65536];
    IOException cause = null;
    try (InputStream in = socket.getInputStream()) {
      int count = in.read(buffer);
      while (count >= 0) {
        headEnd.countBytes(count);
        payloads.read(buffer, 0, count);
        if (echo) {
          write(buffer, 0, count);
        }
        count = in.read(buffer);
      }
    } catch (IOException e) {
      cause = closing ? null : e;
    }
    headEnd.ended(this, cause);
  }

  private final class Payloads implements PayloadReader.Sink {
    @Override
    public void payload(SimulatedPayload payload) {
      meters.put(payload.meter(), Boolean.TRUE);
      headEnd.received(payload);
    }

    @Override
    public void foreign(byte[] buffer, int offset, int length) {
      headEnd.foreign(peer, Arrays.copyOfRange(buffer, offset, offset + length));
    }
  }
}
