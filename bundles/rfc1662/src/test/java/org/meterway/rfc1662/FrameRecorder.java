/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;

/** Keeps what a decoder finds and checks that it comes without gap or overlap. */
final class FrameRecorder implements FrameSink {
  /** A frame or a fault of the input. */
  sealed interface Found {
    long position();

    long wireLength();
  }

  record Frame(int protocol, String information, long position, long wireLength) implements Found {}

  record Fault(FrameError error, long position, long wireLength) implements Found {}

  private final List<Found> found = new ArrayList<>();
  private long end;

  @Override
  public void frame(
      int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
    byte[] information = Arrays.copyOfRange(buffer, offset, offset + length);
    add(new Frame(protocol, HexFormat.of().formatHex(information), position, wireLength));
  }

  @Override
  public void fault(FrameError error, long position, long wireLength) {
    add(new Fault(error, position, wireLength));
  }

  private void add(Found next) {
    assertEquals(end, next.position(), () -> "gap or overlap before " + next + " in " + found);
    assertTrue(next.wireLength() > 0, () -> next + " has no bytes");
    end += next.wireLength();
    found.add(next);
  }

  List<Found> found() {
    return found;
  }

  /** The information fields of the frames, as hex text. */
  List<String> frames() {
    return found.stream()
        .filter(Frame.class::isInstance)
        .map(frame -> ((Frame) frame).information())
        .toList();
  }

  List<Fault> faults() {
    return found.stream().filter(Fault.class::isInstance).map(Fault.class::cast).toList();
  }

  /** The position behind the last frame or fault. */
  long end() {
    return end;
  }
}
