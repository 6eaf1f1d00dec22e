/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FrameError;
import org.meterway.rfc1662.FrameRecorder.Fault;
import org.meterway.rfc1662.FrameRecorder.Frame;

class FrameOutputTest {
  private final FrameRecorder recorder = new FrameRecorder();
  private final FrameOutput output = new FrameOutput(recorder);

  @Test
  void givenMoreFillThanAFrameCanOwnThenItIsNoise() {
    long opening = FrameOutput.MOST_FILL + 1;
    output.frame(0x2100, new byte[] {1}, 0, 1, opening, opening + 12);
    assertEquals(
        List.of(new Fault(FrameError.NOISE, 0, opening), new Frame(0x2100, "01", opening, 12)),
        recorder.found());
  }

  @Test
  void givenAsMuchFillAsAFrameCanOwnThenItBelongsToTheFrame() {
    long opening = FrameOutput.MOST_FILL;
    output.frame(0x2100, new byte[] {1}, 0, 1, opening, opening + 12);
    assertEquals(List.of(new Frame(0x2100, "01", 0, opening + 12)), recorder.found());
  }
}
