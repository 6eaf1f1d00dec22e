/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** One end of a line in memory. */
final class MemoryLine implements Line {
  private final Pipe.SourceChannel in;
  private final Pipe.SinkChannel out;

  private MemoryLine(Pipe.SourceChannel in, Pipe.SinkChannel out) {
    this.in = in;
    this.out = out;
  }

  /** Both ends. */
  static MemoryLine[] pair() throws IOException {
    Pipe there = Pipe.open();
    Pipe back = Pipe.open();
    return new MemoryLine[] {
      new MemoryLine(back.source(), there.sink()), new MemoryLine(there.source(), back.sink())
    };
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return in.read(ByteBuffer.wrap(buffer));
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    in.close();
  }
}
