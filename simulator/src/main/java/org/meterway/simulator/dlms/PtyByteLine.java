/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.meterway.dlms.transport.ByteLine;
import org.meterway.simulator.Pty;

/** The meter's end of a pseudo-terminal, as a line for HDLC. Its speed does not matter. */
public final class PtyByteLine implements ByteLine {
  private final Pty pty;

  /** Takes the pseudo-terminal over: closing the line closes it. */
  public PtyByteLine(Pty pty) {
    this.pty = Objects.requireNonNull(pty, "pty");
  }

  @Override
  public int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
    return pty.readable(timeout) ? pty.read(bytes, offset, length) : 0;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    pty.write(bytes, offset, length);
  }

  @Override
  public void close() {
    pty.close();
  }
}
