/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.rfc1662.Input.everyWay;
import static org.meterway.rfc1662.Input.hex;
import static org.meterway.rfc1662.Input.join;
import static org.meterway.rfc1662.Input.without;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.rfc1662.FrameRecorder.Fault;
import org.meterway.rfc1662.FrameRecorder.Found;
import org.meterway.rfc1662.FrameRecorder.Frame;

class StuffedFrameDecoderTest {
  private static final FrameFormat FORMAT = Samples.stuffed(Layout.METER, FrameCheck.FCS16, 0, 64);
  private static final FrameFormat ANY = Samples.stuffed(Layout.ANY, FrameCheck.FCS16, 0, 64);
  private static final FrameFormat PPP = Samples.stuffed(Layout.PPP, FrameCheck.FCS16, 0, 64);

  /** 7E FF 03 00 21 00 05 BF 11 22 33 44 FCS FCS 7E: 15 bytes. */
  private static final byte[] A = Samples.frame(FORMAT, "11223344");

  private static final byte[] B = Samples.frame(FORMAT, "5566");

  private static Frame frameA(long position, long wireLength) {
    return new Frame(0x2100, "bf11223344", position, wireLength);
  }

  private static Frame frameB(long position, long wireLength) {
    return new Frame(0x2100, "bf5566", position, wireLength);
  }

  private static void assertFound(FrameFormat format, byte[] input, Found... expected) {
    assertEquals(List.of(expected), everyWay(format, input).found());
  }

  @Test
  void givenOneOrMoreFlagsBetweenFramesThenFramesAreFound() {
    assertFound(
        FORMAT,
        join(A, without(B, 0, 1), hex("7e7e"), A),
        frameA(0, 15),
        frameB(15, 12),
        frameA(27, 17));
  }

  @Test
  void givenBytesBeforeTheFirstFlagThenNoise() {
    assertFound(FORMAT, join(hex("ff037d5e"), A), new Fault(FrameError.NOISE, 0, 4), frameA(4, 15));
  }

  @Test
  void givenEscapesThenTheyAreUndone() {
    byte[] frame = Samples.frame(FORMAT, "7e7d7f7c5d5e7e7e7d");
    String line = HexFormat.of().formatHex(frame);
    assertTrue(line.contains("7d5e7d5d7f7c5d5e7d5e7d5e7d5d"), line);
    assertEquals(List.of("bf7e7d7f7c5d5e7e7e7d"), everyWay(FORMAT, frame).frames());
  }

  @Test
  void givenAbortThenTheFrameIsDroppedAndTheFlagOpensTheNext() {
    assertFound(
        FORMAT,
        join(hex("7eff0300217d7e"), without(A, 0, 1), hex("7d7e"), A),
        new Fault(FrameError.ABORTED, 0, 7),
        frameA(7, 14),
        new Fault(FrameError.ABORTED, 21, 2),
        frameA(23, 15));
  }

  @Test
  void givenDamageThenMismatch() {
    byte[] damaged = A.clone();
    damaged[9] ^= 1;
    assertFound(
        FORMAT,
        join(damaged, damaged, B),
        new Fault(FrameError.FCS_MISMATCH, 0, 15),
        new Fault(FrameError.FCS_MISMATCH, 15, 15),
        frameB(30, 13));
  }

  @Test
  void givenTooFewOctetsThenTooShort() {
    assertFound(
        FORMAT,
        join(hex("7e010203040506077e"), A),
        new Fault(FrameError.TOO_SHORT, 0, 9),
        frameA(9, 15));
    assertFound(PPP, hex("7e0102037e"), new Fault(FrameError.TOO_SHORT, 0, 5));
  }

  @Test
  void givenLengthFieldThatDoesNotFitThenBadLength() {
    assertFound(
        FORMAT,
        join(
            Samples.stuffed(hex("ff0300210004bf112233aa")),
            Samples.stuffed(hex("ff0300210000")),
            A),
        new Fault(FrameError.BAD_LENGTH, 0, 15),
        new Fault(FrameError.BAD_LENGTH, 15, 10),
        frameA(25, 15));
  }

  @Test
  void givenOtherAddressThenBadHeader() {
    assertFound(
        FORMAT, Samples.stuffed(hex("fe0300210001bf")), new Fault(FrameError.BAD_HEADER, 0, 11));
  }

  @Test
  void givenTheLongestFrameThenItIsTakenAndOneOctetMoreIsTooLong() {
    byte[] longest = Samples.frame(FORMAT, "7e".repeat(63));
    byte[] longer =
        Samples.frame(Samples.stuffed(Layout.METER, FrameCheck.FCS16, 0, 65), "7e".repeat(64));
    FrameRecorder recorder = everyWay(FORMAT, join(longest, longer, longest));
    assertEquals(2, recorder.frames().size());
    assertEquals(
        List.of(new Fault(FrameError.TOO_LONG, longest.length, longer.length)), recorder.faults());
  }

  @Test
  void givenNoEndThenTooLongAtTheNextFlag() {
    assertFound(
        FORMAT,
        join(hex("7e"), new byte[500], hex("7d"), A),
        new Fault(FrameError.TOO_LONG, 0, 503),
        frameA(503, 14));
  }

  @Test
  void givenMappedOctetsUnstuffedThenTheyAreDropped() {
    FrameFormat mapped = Samples.stuffed(Layout.METER, FrameCheck.FCS16, 0x000A0000, 64);
    byte[] frame = Samples.frame(mapped, "11131245");
    assertTrue(HexFormat.of().formatHex(frame).contains("7d317d331245"));
    byte[] withDropped =
        join(
            hex("7e1113"),
            Input.hex(HexFormat.of().formatHex(without(frame, 0, 1)).replace("7d31", "117d1331")));
    assertEquals(List.of("bf11131245"), everyWay(mapped, withDropped).frames());
    assertFound(mapped, withDropped, new Frame(0x2100, "bf11131245", 0, withDropped.length));
    assertEquals(List.of(), everyWay(FORMAT, withDropped).frames());
  }

  @ParameterizedTest
  @EnumSource
  void givenFullMapThenNoControlOctetStandsOnTheLine(FrameCheck check) {
    FrameFormat mapped = Samples.stuffed(Layout.METER, check, -1, 600);
    byte[] all = new byte[512];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    byte[] frame = Samples.frame(mapped, all);
    for (byte octet : frame) {
      assertTrue((octet & 0xFF) >= 0x20);
    }
    assertEquals(List.of("bf" + HexFormat.of().formatHex(all)), everyWay(mapped, frame).frames());
  }

  @Test
  void givenPppFieldsThenCompressedFormsAreRead() {
    assertFound(
        PPP,
        join(
            Samples.stuffed(hex("ff03c0210102")),
            Samples.stuffed(hex("c0210102")),
            Samples.stuffed(hex("ff03210102")),
            Samples.stuffed(hex("210102"))),
        new Frame(0xC021, "0102", 0, 10),
        new Frame(0xC021, "0102", 10, 8),
        new Frame(0x0021, "0102", 18, 9),
        new Frame(0x0021, "0102", 27, 7));
  }

  @Test
  void givenProtocolThatPppForbidsThenBadHeader() {
    for (String content : List.of("00220102", "00ff0102", "ff040102", "ff0300220102")) {
      byte[] line = Samples.stuffed(hex(content));
      assertFound(PPP, line, new Fault(FrameError.BAD_HEADER, 0, line.length));
    }
  }

  @Test
  void givenAnyLayoutThenTheLengthFieldDecides() {
    byte[] ip = Samples.stuffed(hex("ff0300214500010203040506"));
    byte[] meter = Samples.stuffed(hex("ff0300210004bf112233"));
    byte[] shortened = Samples.stuffed(hex("ff0300210004bf1122"));
    byte[] parameters = Samples.stuffed(hex("ff0300220009c0"));
    assertFound(
        ANY,
        join(ip, meter, shortened, parameters),
        new Frame(0x0021, "4500010203040506", 0, 16),
        new Frame(0x2100, "bf112233", 16, 14),
        new Fault(FrameError.BAD_LENGTH, 30, shortened.length),
        new Fault(FrameError.BAD_LENGTH, 44, 11));
  }

  @Test
  void givenHighOctetFirstThenOnlyMeterFramesAreTaken() {
    FrameFormat high =
        new FrameFormat(
            Framing.STUFFED, Layout.METER, FrameCheck.FCS16, FcsOrder.HIGH_FIRST, 0, 0, 64);
    byte[] meter = Samples.frame(high, "11223344");
    byte[] lcp = hex("7ec021010100040000 7e");
    int fcs = Fcs16.INSTANCE.over(lcp, 1, 7);
    lcp[7] = (byte) (fcs >>> 8);
    lcp[8] = (byte) fcs;
    assertEquals(List.of("bf11223344"), everyWay(FORMAT, meter).frames());
    assertEquals(List.of("bf11223344"), everyWay(ANY, meter).frames());
    assertEquals(List.of("bf11223344"), everyWay(high, join(meter, A)).frames());
    assertFound(ANY, lcp, new Fault(FrameError.FCS_MISMATCH, 0, 10));
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(ANY, new FrameRecorder());
    decoder.decode(meter, 0, meter.length);
    assertEquals(FcsOrder.HIGH_FIRST, decoder.fcsOrder());
    decoder.decode(A, 0, A.length);
    assertEquals(FcsOrder.LOW_FIRST, decoder.fcsOrder());
  }

  @Test
  void givenSilenceWithinFrameThenTimeoutAndHunting() {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(FORMAT, recorder);
    byte[] input = join(hex("55"), A, hex("7eff03"));
    decoder.decode(input, 0, input.length);
    assertTrue(decoder.isPending());
    decoder.expire();
    assertFalse(decoder.isPending());
    decoder.decode(hex("0102"), 0, 2);
    assertTrue(decoder.isPending());
    decoder.expire();
    decoder.decode(A, 0, A.length);
    decoder.decode(hex("7e"), 0, 1);
    decoder.expire();
    decoder.finish();
    assertEquals(
        List.of(
            new Fault(FrameError.NOISE, 0, 1),
            frameA(1, 15),
            new Fault(FrameError.TIMEOUT, 16, 3),
            new Fault(FrameError.NOISE, 19, 2),
            frameA(21, 15)),
        recorder.found());
    assertEquals(1, decoder.trailingFlags());
    assertEquals(2, decoder.faults(FrameError.NOISE));
  }

  @Test
  void givenEndWithinFrameThenTruncated() {
    assertFound(
        FORMAT, join(A, hex("ff037d")), frameA(0, 15), new Fault(FrameError.TRUNCATED, 15, 3));
  }

  @Test
  void givenAnyAmountOfInputThenNoMoreThanTheLongestFrameIsHeld() {
    StuffedFrameDecoder decoder = new StuffedFrameDecoder(FORMAT, new FrameRecorder());
    byte[] input = Input.random(new SplittableRandom(5), 10_000);
    for (int round = 0; round < 20; round++) {
      decoder.decode(input, 0, input.length);
      assertTrue(decoder.capacity() <= 64 + 6 + 2);
    }
  }
}
