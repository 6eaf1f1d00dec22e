/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Says when all that has come is read, before it waits for more or finds the end. */
final class PausingInput extends FilterInputStream {
  private final Pause pause;

  PausingInput(InputStream in, Pause pause) {
    super(in);
    this.pause = pause;
  }

  /** What is done meanwhile. */
  @FunctionalInterface
  interface Pause {
    void begins() throws IOException;
  }

  @Override
  public int read() throws IOException {
    beforeRead();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    beforeRead();
    return super.read(buffer, offset, length);
  }

  private void beforeRead() throws IOException {
    if (isReadUp()) {
      pause.begins();
    }
  }

  private boolean isReadUp() {
    try {
      return in.available() == 0;
    } catch (IOException e) {
      // Not every device can tell. One that has failed says so when it is read.
      return true;
    }
  }
}
