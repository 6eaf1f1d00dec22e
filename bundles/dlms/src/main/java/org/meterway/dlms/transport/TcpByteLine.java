/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A TCP connection as a line. */
final class TcpByteLine implements ByteLine {
  /** How long the peer may not take what is written. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

  private final InetSocketAddress peer;
  private final Duration connectTimeout;
  private volatile Socket socket;
  private InputStream in;
  private OutputStream out;
  private Watchdog.Watch watch;
  private int soTimeout;

  TcpByteLine(InetSocketAddress peer, Duration connectTimeout) {
    Limits.duration("connectTimeout", connectTimeout);
    this.peer = peer;
    this.connectTimeout = connectTimeout;
  }

  /** Over a connection that is there, and cannot be made again. */
  TcpByteLine(Socket connected) throws IOException {
    this.peer = null;
    this.connectTimeout = null;
    use(connected);
  }

  @Override
  public void open() throws IOException {
    Socket current = socket;
    if (current != null && !current.isClosed()) {
      return;
    }
    if (peer == null) {
      throw new IOException("the connection is closed");
    }
    Socket fresh = new Socket();
    socket = fresh;
    try {
      fresh.connect(peer, (int) Math.min(Integer.MAX_VALUE, connectTimeout.toMillis() + 1));
      use(fresh);
    } catch (SocketTimeoutException e) {
      close();
      throw new TransportTimeoutException(
          "no connection to " + peer + " within " + connectTimeout.toMillis() + " ms");
    } catch (IOException e) {
      close();
      throw new IOException("cannot connect to " + peer + ": " + e.getMessage(), e);
    }
  }

  private void use(Socket connected) throws IOException {
    socket = connected;
    connected.setTcpNoDelay(true);
    in = connected.getInputStream();
    out = connected.getOutputStream();
    soTimeout = 0;
    watch = Watchdog.shared().watch(() -> closeQuietly(connected));
  }

  @Override
  public int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
    Socket current = current();
    long nanos = timeout.toNanos();
    if (nanos <= 0 && in.available() == 0) {
      return 0;
    }
    int millis = (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
    int newTimeout = Math.max(1, millis);
    if (newTimeout != soTimeout) {
      current.setSoTimeout(newTimeout);
      soTimeout = newTimeout;
    }
    try {
      return in.read(bytes, offset, length);
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    current();
    watch.begin(WRITE_TIMEOUT.toNanos());
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      checkTime();
      throw e;
    }
    checkTime();
  }

  private void checkTime() throws TransportTimeoutException {
    if (!watch.end()) {
      throw new TransportTimeoutException(
          "no room for what is sent within " + WRITE_TIMEOUT.toMillis() + " ms");
    }
  }

  private Socket current() throws IOException {
    Socket current = socket;
    if (current == null) {
      throw new IOException("the line is not open");
    }
    return current;
  }

  @Override
  public void close() throws IOException {
    Socket current = socket;
    if (current != null) {
      current.close();
    }
    Watchdog.Watch watching = watch;
    if (watching != null) {
      watching.close();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Whoever writes to it is told of the time-out.
    }
  }
}
