/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.meterway.dlms.transport.ByteLine;

/** A TCP connection that was accepted, as a line for HDLC. */
final class SocketLine implements ByteLine {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  SocketLine(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  @Override
  public int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
    // Zero would mean to wait for ever.
    socket.setSoTimeout((int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE)));
    try {
      return in.read(bytes, offset, length);
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
