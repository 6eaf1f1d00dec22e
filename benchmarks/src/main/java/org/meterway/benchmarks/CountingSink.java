/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;

/** Counts, so that a decoder that loses something cannot look fast. */
final class CountingSink implements FrameSink {
  private long frames;
  private long bytes;
  private long faults;

  @Override
  public void frame(
      int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
    frames++;
    bytes += length;
  }

  @Override
  public void fault(FrameError error, long position, long wireLength) {
    faults++;
  }

  /** Something that depends on all that was seen. */
  long seen() {
    return bytes + frames + faults;
  }

  void expect(long expectedFrames) {
    if (faults != 0 || frames != expectedFrames) {
      throw new IllegalStateException(
          frames + " frames and " + faults + " faults, expected " + expectedFrames + " frames");
    }
  }
}
