/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** What an encoder writes, its decoder reads back, alone and in a row. */
class FrameEncodingFuzzTest extends FuzzTarget {
  private static final Rfc1662FrameCodec CODEC = new Rfc1662FrameCodec();
  private static final byte GUARD = 0x5A;

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    FrameFormat format = format(choices);
    int protocol = choices.below(0x10000);
    int command = choices.octet();
    int before = choices.below(20);
    byte[] data = choices.rest();
    FrameEncoder encoder = CODEC.newEncoder(format);

    byte[] frame = encoder.encode(protocol, command, data);

    assertEquals(frame.length, encodedBetweenGuards(encoder, protocol, command, data, before));
    List<FrameRecorder.Found> expected =
        List.of(
            found(protocol, command, data, 0, frame.length),
            found(protocol, command, data, frame.length, frame.length));
    assertEquals(expected, Input.whole(format, Input.join(frame, frame)).found());
  }

  private static FrameFormat format(Choices choices) {
    int accm = choices.of(0, 0x000A0000, -1, choices.integer());
    return new FrameFormat(
        choices.of(Framing.values()),
        Layout.METER,
        choices.of(FrameCheck.values()),
        choices.of(FcsOrder.values()),
        accm,
        accm,
        FrameFormat.LARGEST_INFORMATION);
  }

  private static FrameRecorder.Frame found(
      int protocol, int command, byte[] data, int at, int length) {
    byte[] information = Input.join(new byte[] {(byte) command}, data);
    return new FrameRecorder.Frame(protocol, HexFormat.of().formatHex(information), at, length);
  }

  /** Into an array that begins and ends with other things. */
  private static int encodedBetweenGuards(
      FrameEncoder encoder, int protocol, int command, byte[] data, int before) {
    int most = encoder.maxFrameLength(data.length);
    byte[] target = new byte[before + most + 16];
    Arrays.fill(target, GUARD);
    byte[] around = Input.join(new byte[before], data, new byte[3]);
    int length = encoder.encode(protocol, command, around, before, data.length, target, before);
    assertTrue(length <= most);
    for (int i = 0; i < target.length; i++) {
      if (i < before || i >= before + most) {
        assertEquals(GUARD, target[i], "written outside of the frame");
      }
    }
    return length;
  }
}
