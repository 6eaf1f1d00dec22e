/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/** APDUs in wrappers over any line. */
final class LineWrapperTransport implements ApduTransport {
  private final WrapperLine line;
  private final int client;
  private final int server;
  private final WrapperOptions options;
  private final Received received = new Received();
  private volatile boolean open;

  LineWrapperTransport(ByteLine line, int client, int server, WrapperOptions options) {
    this.line = new WrapperLine(line, options);
    this.client = client;
    this.server = server;
    this.options = options;
  }

  @Override
  public void open() throws IOException {
    if (!open) {
      line.open();
      open = true;
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void send(byte[] apdu, int offset, int length) throws IOException {
    checkOpen();
    try {
      line.send(client, server, apdu, offset, length);
    } catch (IOException e) {
      throw closedAfter(e);
    }
  }

  @Override
  public Received receive(Duration timeout) throws IOException {
    checkOpen();
    try {
      Received apdu = line.receive(received, timeout);
      if (apdu == null) {
        throw new EOFException("the line ended");
      }
      return apdu;
    } catch (IOException e) {
      throw closedAfter(e);
    }
  }

  private void checkOpen() throws IOException {
    if (!open) {
      throw new IOException("the transport is not open");
    }
  }

  private IOException closedAfter(IOException cause) {
    open = false;
    try {
      line.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  @Override
  public int maxApduSize() {
    return options.maxApduSize();
  }

  @Override
  public void trace(FrameTrace trace) {
    line.trace(trace);
  }

  @Override
  public void close() throws IOException {
    open = false;
    line.close();
  }
}
