/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.Objects;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;

/** What the decoders of both framings share: positions, counts and the end of input. */
abstract class CountingFrameDecoder implements FrameDecoder {
  final FrameOutput output;

  CountingFrameDecoder(FrameSink sink) {
    this.output = new FrameOutput(sink);
  }

  @Override
  public final void decode(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    long origin = output.bytes() - offset;
    output.received(length);
    decode(buffer, offset, offset + length, origin);
  }

  /**
   * Takes {@code buffer[from]} to {@code buffer[to - 1]}.
   *
   * @param origin the position of {@code buffer[0]}
   */
  abstract void decode(byte[] buffer, int from, int to, long origin);

  /** Makes a fault of what is pending, with this cause where there is no better one. */
  abstract void giveUp(FrameError error);

  @Override
  public final void expire() {
    giveUp(FrameError.TIMEOUT);
  }

  /** Where flags delimit, no frame holds back another. */
  @Override
  public void recover() {}

  @Override
  public final long pendingPosition() {
    return isPending() ? output.assigned() : output.bytes();
  }

  @Override
  public final void finish() {
    giveUp(FrameError.TRUNCATED);
  }

  @Override
  public final int trailingFlags() {
    return isPending() ? 0 : (int) Math.min(output.unassigned(), Integer.MAX_VALUE);
  }

  @Override
  public final long bytes() {
    return output.bytes();
  }

  @Override
  public final long frames() {
    return output.frames();
  }

  @Override
  public final long faults(FrameError error) {
    return output.faults(error);
  }
}
