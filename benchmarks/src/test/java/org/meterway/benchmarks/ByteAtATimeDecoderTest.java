/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.rfc1662.Rfc1662FrameCodec;

/** The baseline does the same work: what it finds is what the codec finds. */
class ByteAtATimeDecoderTest {
  private static final FrameFormat FORMAT =
      new FrameFormat(
          Framing.STUFFED,
          Layout.METER,
          FrameCheck.FCS16,
          FcsOrder.LOW_FIRST,
          0x000A0000,
          0x000A0000,
          1500);

  @Test
  void givenGoodAndDamagedFramesThenBothFindTheSame() {
    SplittableRandom random = new SplittableRandom(1);
    FrameEncoder encoder = new Rfc1662FrameCodec().newEncoder(FORMAT);
    List<String> baseline = new ArrayList<>();
    List<String> codec = new ArrayList<>();
    ByteAtATimeDecoder one = new ByteAtATimeDecoder(0x000A0000, 1500, listing(baseline));
    var other = new Rfc1662FrameCodec().newDecoder(FORMAT, listing(codec));
    for (int round = 0; round < 2000; round++) {
      byte[] payload = new byte[random.nextInt(40)];
      random.nextBytes(payload);
      byte[] frame = encoder.encode(0x2100, 0xBF, payload);
      if (random.nextInt(3) == 0) {
        frame[1 + random.nextInt(frame.length - 2)] ^= (byte) (1 << random.nextInt(8));
      }
      one.decode(frame, 0, frame.length);
      other.decode(frame, 0, frame.length);
    }
    assertEquals(codec, baseline);
    assertTrue(codec.size() > 2000, "frames and faults");
  }

  private static FrameSink listing(List<String> found) {
    return new FrameSink() {
      @Override
      public void frame(
          int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
        String information = HexFormat.of().formatHex(buffer, offset, offset + length);
        found.add(protocol + " " + information + " at " + position + ", " + wireLength);
      }

      @Override
      public void fault(FrameError error, long position, long wireLength) {
        found.add("fault at " + position + ", " + wireLength);
      }
    };
  }
}
