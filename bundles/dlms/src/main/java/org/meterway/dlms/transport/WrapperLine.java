/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.meterway.dlms.transport.FrameTrace.Direction;
import org.meterway.dlms.transport.FrameTrace.Framing;
import org.meterway.dlms.wrapper.WrapperDecoder;
import org.meterway.dlms.wrapper.WrapperException;
import org.meterway.dlms.wrapper.WrapperHeader;

/** Wrappers over a line, which outlives a time-out. */
final class WrapperLine implements Closeable {
  private final ByteLine line;
  private final int maxApduSize;
  private final WrapperDecoder decoder;
  private final byte[] input = new byte[4096];
  private byte[] output = new byte[512];
  private FrameTrace trace;

  WrapperLine(ByteLine line, WrapperOptions options) {
    this.line = line;
    this.maxApduSize = options.maxApduSize();
    this.decoder = new WrapperDecoder(maxApduSize);
  }

  void open() throws IOException {
    decoder.reset();
    line.open();
  }

  void trace(FrameTrace newTrace) {
    trace = newTrace;
  }

  void send(int source, int destination, byte[] apdu, int offset, int length) throws IOException {
    if (length > maxApduSize) {
      throw new IllegalArgumentException(
          "an APDU of " + length + " bytes, at most " + maxApduSize + " can be sent");
    }
    int total = WrapperHeader.SIZE + length;
    if (output.length < total) {
      output = new byte[total];
    }
    new WrapperHeader(source, destination, length).write(output, 0);
    System.arraycopy(apdu, offset, output, WrapperHeader.SIZE, length);
    if (trace != null) {
      trace.frame(Direction.SENT, Framing.WRAPPER, output, 0, total);
    }
    line.write(output, 0, total);
  }

  /** Null if the line has ended. */
  Received receive(Received received, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    Duration left = timeout;
    try {
      while (!decoder.next()) {
        int count = line.read(input, 0, input.length, left);
        if (count < 0) {
          return null;
        }
        decoder.put(input, 0, count);
        if (count == 0 && end - System.nanoTime() <= 0) {
          throw new TransportTimeoutException("no APDU within " + timeout.toMillis() + " ms");
        }
        left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      }
    } catch (WrapperException e) {
      throw new LinkException(e.getMessage(), e);
    }
    return WrapperFrames.received(decoder, trace, received);
  }

  @Override
  public void close() throws IOException {
    line.close();
  }
}
