/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;

class FrameEncoderTest {
  private final Rfc1662FrameCodec codec = new Rfc1662FrameCodec();

  private static FrameFormat format(Framing framing, FcsOrder order, int accm) {
    return new FrameFormat(framing, Layout.METER, FrameCheck.FCS16, order, accm, accm, 100);
  }

  @Test
  void givenEitherOrderThenEachFramingUsesThatOfItsPeers() {
    assertEquals("7eff0300210003bff90ea16b7e", encode(Framing.LENGTH, FcsOrder.EITHER));
    assertEquals("7eff0300210003bff90ea16b7e", encode(Framing.LENGTH, FcsOrder.HIGH_FIRST));
    assertEquals("7eff0300210003bff90e6ba17e", encode(Framing.LENGTH, FcsOrder.LOW_FIRST));
    assertEquals("7eff0300210003bff90e6ba17e", encode(Framing.STUFFED, FcsOrder.EITHER));
    assertEquals("7eff0300210003bff90ea16b7e", encode(Framing.STUFFED, FcsOrder.HIGH_FIRST));
  }

  private String encode(Framing framing, FcsOrder order) {
    FrameEncoder encoder = codec.newEncoder(format(framing, order, 0));
    return HexFormat.of().formatHex(encoder.encode(0x2100, 0xBF, Input.hex("f90e")));
  }

  /** RFC 1662 section 4.2: flag, escape and mapped octets are sent as 7D and the octet xor 20. */
  @Test
  void givenMapThenMarkedOctetsAreStuffedInHeaderDataAndCheck() {
    FrameEncoder encoder = codec.newEncoder(format(Framing.STUFFED, FcsOrder.LOW_FIRST, 0x8));
    byte[] frame = encoder.encode(0x7E03, 0x03, Input.hex("7e7d0203047c7f03"));
    String line = HexFormat.of().formatHex(frame);
    assertEquals("7eff7d237d237d5e00097d237d5e7d5d027d23047c7f7d23", line.substring(0, 48));
  }

  static FrameFormat[] roundTripFormats() {
    return new FrameFormat[] {
      Samples.length(FrameCheck.FCS16, 3001),
      Samples.length(FrameCheck.FCS32, 3001),
      Samples.stuffed(Layout.METER, FrameCheck.FCS16, 0, 3001),
      Samples.stuffed(Layout.METER, FrameCheck.FCS32, -1, 3001),
      Samples.stuffed(Layout.METER, FrameCheck.FCS16, 0x000A0000, 3001)
    };
  }

  @ParameterizedTest
  @MethodSource("roundTripFormats")
  void whatIsEncodedIsDecoded(FrameFormat format) {
    SplittableRandom random = new SplittableRandom(21);
    FrameEncoder encoder = codec.newEncoder(format);
    for (int length = 0; length <= 3000; length += random.nextInt(1, 60)) {
      byte[] data =
          random.nextBoolean() ? Input.random(random, length) : Input.hostile(random, length);
      int protocol = random.nextInt(0x10000);
      byte[] frame = encoder.encode(protocol, 0xC1, data);
      assertEquals(
          new FrameRecorder.Frame(protocol, "c1" + HexFormat.of().formatHex(data), 0, frame.length),
          Input.whole(format, frame).found().get(0));
    }
  }

  @ParameterizedTest
  @MethodSource("roundTripFormats")
  void theWorstCaseFitsAndNothingOutsideIsTouched(FrameFormat format) {
    FrameEncoder encoder = codec.newEncoder(format);
    byte[] data = new byte[encoder.maxDataLength()];
    Arrays.fill(data, (byte) 0x7E);
    int room = encoder.maxFrameLength(data.length);
    byte[] target = new byte[room + 20];
    Arrays.fill(target, (byte) 0x55);
    int length = encoder.encode(0x7E7D, 0x7E, data, 0, data.length, target, 10);
    byte[] untouched = Input.hex("55".repeat(10));
    assertArrayEquals(untouched, Arrays.copyOf(target, 10));
    assertArrayEquals(untouched, Arrays.copyOfRange(target, 10 + room, room + 20));
    byte[] frame = Arrays.copyOfRange(target, 10, 10 + length);
    assertEquals(1, Input.whole(format, frame).frames().size());
  }

  @Test
  void givenWhatDoesNotFitThenTheReasonIsTold() {
    FrameEncoder encoder = codec.newEncoder(format(Framing.LENGTH, FcsOrder.EITHER, 0));
    assertEquals(99, encoder.maxDataLength());
    assertMessage(
        "length of the data is 100, expected 0 to 99",
        () -> encoder.encode(0x2100, 0xBF, new byte[100]));
    assertMessage(
        "protocol is 65536, expected 0 to 65535", () -> encoder.encode(0x10000, 0xBF, new byte[1]));
    assertMessage(
        "command is -1, expected 0 to 255", () -> encoder.encode(0x2100, -1, new byte[1]));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> encoder.encode(0x2100, 0xBF, new byte[1], 0, 1, new byte[11], 0));
    assertMessage(
        "frames are built in layout METER only, not in PPP",
        () -> codec.newEncoder(Samples.stuffed(Layout.PPP, FrameCheck.FCS16, 0, 100)));
  }

  private static void assertMessage(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
