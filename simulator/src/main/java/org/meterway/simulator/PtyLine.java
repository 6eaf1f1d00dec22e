/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.util.Objects;

/** A pseudo-terminal as the meter's end of a line. */
public final class PtyLine implements Line {
  private final Pty pty;

  /** Takes the pseudo-terminal over: closing the line closes it. */
  public PtyLine(Pty pty) {
    this.pty = Objects.requireNonNull(pty, "pty");
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    return pty.read(buffer);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    pty.write(buffer, offset, length);
  }

  @Override
  public void close() {
    pty.close();
  }
}
