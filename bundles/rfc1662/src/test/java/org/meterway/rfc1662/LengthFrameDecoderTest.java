/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.rfc1662.Input.everyWay;
import static org.meterway.rfc1662.Input.hex;
import static org.meterway.rfc1662.Input.join;
import static org.meterway.rfc1662.Input.without;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.FrameSink;
import org.meterway.rfc1662.FrameRecorder.Fault;
import org.meterway.rfc1662.FrameRecorder.Found;
import org.meterway.rfc1662.FrameRecorder.Frame;

class LengthFrameDecoderTest {
  private static final FrameFormat FORMAT = Samples.length(FrameCheck.FCS16, 1500);

  /** 7E FF 03 00 21 00 05 BF 11 22 33 44 FCS FCS 7E: 15 bytes. */
  private static final byte[] A = Samples.frame(FORMAT, "11223344");

  private static final byte[] B = Samples.frame(FORMAT, "5566");
  private static final String A_INFORMATION = "bf11223344";
  private static final String B_INFORMATION = "bf5566";

  private static Frame frameA(long position, long wireLength) {
    return new Frame(0x2100, A_INFORMATION, position, wireLength);
  }

  private static Frame frameB(long position, long wireLength) {
    return new Frame(0x2100, B_INFORMATION, position, wireLength);
  }

  private static void assertFound(byte[] input, Found... expected) {
    assertEquals(List.of(expected), everyWay(FORMAT, input).found());
  }

  private static byte[] damaged(byte[] frame, int at) {
    byte[] copy = frame.clone();
    copy[at] ^= 0x10;
    return copy;
  }

  @Test
  void givenFramesBehindEachOtherThenEachIsFoundWithItsTwoFlags() {
    assertFound(join(A, B, A), frameA(0, 15), frameB(15, 13), frameA(28, 15));
  }

  @Test
  void givenOneFlagBetweenFramesThenItBelongsToTheEarlierOne() {
    assertFound(join(A, without(B, 0, 1)), frameA(0, 15), frameB(15, 12));
  }

  @Test
  void givenFillThenItBelongsToTheFrameThatItOpens() {
    assertFound(join(hex("7e7e7e"), A, hex("7e7e"), B), frameA(0, 18), frameB(18, 15));
  }

  @Test
  void givenFillAtTheEndThenItIsNoFault() {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(FORMAT, recorder);
    byte[] input = join(A, hex("7e7e7e"));
    decoder.decode(input, 0, input.length);
    assertFalse(decoder.isPending());
    decoder.finish();
    assertEquals(3, decoder.trailingFlags());
    assertEquals(List.of(frameA(0, 15)), recorder.found());
  }

  @Test
  void givenFlagsAndEscapesAsDataThenTheyAreData() {
    byte[] frame = Samples.frame(FORMAT, "7e7d7e7eff0300217e7d5e7e");
    assertEquals(
        List.of("bf7e7d7e7eff0300217e7d5e7e"),
        everyWay(FORMAT, join(frame, frame, A)).frames().subList(0, 1));
    assertEquals(3, everyWay(FORMAT, join(frame, frame, A)).frames().size());
  }

  @Test
  void givenDamagedDataThenOneMismatchFromFlagToFlag() {
    assertFound(
        join(A, damaged(A, 9), B),
        frameA(0, 15),
        new Fault(FrameError.FCS_MISMATCH, 15, 15),
        frameB(30, 13));
  }

  @Test
  void givenTwoDamagedFramesThenTwoFaults() {
    assertFound(
        join(damaged(A, 9), damaged(B, 8), A),
        new Fault(FrameError.FCS_MISMATCH, 0, 15),
        new Fault(FrameError.FCS_MISMATCH, 15, 13),
        frameA(28, 15));
  }

  @Test
  void givenDamagedFrameAndOneSharedFlagThenTheFlagClosesTheDamagedOne() {
    assertFound(
        join(damaged(A, 9), without(B, 0, 1)),
        new Fault(FrameError.FCS_MISMATCH, 0, 15),
        frameB(15, 12));
  }

  @Test
  void givenLengthTooLargeThenTheFramesBehindItAreFound() {
    byte[] large = A.clone();
    large[6] = 40;
    assertFound(
        join(large, B, B, B, B),
        new Fault(FrameError.MISSING_FLAG, 0, 15),
        frameB(15, 13),
        frameB(28, 13),
        frameB(41, 13),
        frameB(54, 13));
  }

  @Test
  void givenLengthTooSmallThenTheFrameBehindItIsFound() {
    byte[] small = A.clone();
    small[6] = 2;
    assertFound(join(small, B), new Fault(FrameError.MISSING_FLAG, 0, 15), frameB(15, 13));
  }

  @Test
  void givenLostBytesThenTheFaultEndsWhereTheNextFrameBegins() {
    for (int lost = 1; lost < 6; lost++) {
      FrameRecorder recorder = everyWay(FORMAT, join(without(A, 8, lost), B, A));
      assertEquals(1, recorder.faults().size());
      assertEquals(15 - lost, recorder.faults().get(0).wireLength(), "lost " + lost);
      assertEquals(List.of(B_INFORMATION, A_INFORMATION), recorder.frames());
    }
  }

  @Test
  void givenFrameCutAnywhereThenTheFrameBehindItIsFoundWhole() {
    for (int length = 1; length < A.length; length++) {
      byte[] input = join(Arrays.copyOf(A, length), B, A);
      FrameRecorder recorder = everyWay(FORMAT, input);
      if (length == 1) {
        assertEquals(List.of(frameB(0, 14), frameA(14, 15)), recorder.found());
      } else if (length == A.length - 1) {
        assertEquals(List.of(frameA(0, 15), frameB(15, 12), frameA(27, 15)), recorder.found());
      } else {
        assertEquals(1, recorder.faults().size(), "cut at " + length);
        assertEquals(length, recorder.faults().get(0).wireLength());
        assertEquals(List.of(B_INFORMATION, A_INFORMATION), recorder.frames());
      }
    }
  }

  @Test
  void givenTailOfFrameThenItIsOneFaultAndTheFrameBehindItIsFoundWhole() {
    for (int from = 1; from < A.length - 1; from++) {
      byte[] tail = Arrays.copyOfRange(A, from, A.length);
      assertFound(
          join(tail, B), new Fault(FrameError.NOISE, 0, tail.length), frameB(tail.length, 13));
    }
  }

  @Test
  void givenNoiseThenItIsOneFaultAndTheFlagOpensTheFrame() {
    assertFound(
        join(hex("0011223344"), A, hex("99887d55"), B),
        new Fault(FrameError.NOISE, 0, 5),
        frameA(5, 15),
        new Fault(FrameError.NOISE, 20, 4),
        frameB(24, 13));
  }

  @Test
  void givenNoHeaderBehindFlagThenBadHeader() {
    assertFound(join(hex("7e112233"), A), new Fault(FrameError.BAD_HEADER, 0, 4), frameA(4, 15));
  }

  @Test
  void givenLengthZeroThenBadLength() {
    assertFound(
        join(hex("7eff0300210000bf11"), A), new Fault(FrameError.BAD_LENGTH, 0, 9), frameA(9, 15));
  }

  @Test
  void givenLengthOverTheLimitThenTooLongAtOnce() {
    assertFound(
        join(hex("7eff03002105dd0102"), A), new Fault(FrameError.TOO_LONG, 0, 9), frameA(9, 15));
  }

  @Test
  void givenFalseHeaderThatReachesIntoFrameThenTheFrameIsFound() {
    byte[] falseHeader = hex("7eff03002100047e");
    assertFound(
        join(falseHeader, without(A, 0, 1)),
        new Fault(FrameError.MISSING_FLAG, 0, 7),
        frameA(7, 15));
  }

  @Test
  void givenFrameInsideWholeCandidateThenTheFaultEndsWhereItBegins() {
    byte[] outer = Samples.frame(FORMAT, join(hex("0102"), A, hex("0304")));
    assertEquals(1, everyWay(FORMAT, outer).found().size());
    assertFound(
        damaged(outer, outer.length - 4),
        new Fault(FrameError.FCS_MISMATCH, 0, 10),
        frameA(10, 15),
        new Fault(FrameError.NOISE, 25, 5));
  }

  @Test
  void givenSilenceWithinFrameThenTimeoutAndTheFramesBehindComeOut() {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(FORMAT, recorder);
    byte[] input = join(hex("7eff03002105dc01"), A, B, hex("7eff0300"));
    decoder.decode(input, 0, input.length);
    assertTrue(decoder.isPending());
    assertEquals(List.of(), recorder.found());
    decoder.expire();
    assertFalse(decoder.isPending());
    assertEquals(
        List.of(
            new Fault(FrameError.TIMEOUT, 0, 8),
            frameA(8, 15),
            frameB(23, 13),
            new Fault(FrameError.TIMEOUT, 36, 4)),
        recorder.found());
    decoder.decode(A, 0, A.length);
    assertEquals(frameA(40, 15), recorder.found().get(4));
    assertEquals(2, decoder.faults(FrameError.TIMEOUT));
    assertEquals(3, decoder.frames());
  }

  @Test
  void givenADamagedLengthOnALineThatGoesOnThenRecoveryBringsTheFramesBehindIt() {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(FORMAT, recorder);
    byte[] input = join(hex("7eff03002105dc01"), A, B, hex("7eff0300"));
    decoder.decode(input, 0, input.length);
    assertEquals(0, decoder.pendingPosition());

    decoder.recover();

    assertEquals(
        List.of(new Fault(FrameError.TIMEOUT, 0, 8), frameA(8, 15), frameB(23, 13)),
        recorder.found());
    assertEquals(36, decoder.pendingPosition());
    assertTrue(decoder.isPending(), "the frame under way goes on");
    decoder.decode(A, 4, A.length - 4);
    assertEquals(frameA(36, 15), recorder.found().get(3));
    assertEquals(decoder.bytes(), decoder.pendingPosition());
  }

  @Test
  void givenALongFrameOnASlowLineThenRecoveryLeavesItAlone() {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(FORMAT, recorder);
    byte[] content = new byte[1400];
    new java.util.Random(7).nextBytes(content);
    byte[] slow = Samples.frame(FORMAT, content);
    decoder.decode(slow, 0, 1000);

    decoder.recover();

    assertEquals(List.of(), recorder.found());
    decoder.decode(slow, 1000, slow.length - 1000);
    assertEquals(1, recorder.frames().size());
  }

  @Test
  void givenSilenceWithNothingPendingThenNothingHappens() {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(FORMAT, recorder);
    decoder.expire();
    decoder.decode(A, 0, A.length);
    decoder.expire();
    decoder.decode(hex("7e7e"), 0, 2);
    decoder.expire();
    assertEquals(List.of(frameA(0, 15)), recorder.found());
    assertEquals(2, decoder.trailingFlags());
  }

  @Test
  void givenEndWithinFrameThenTruncated() {
    assertFound(
        join(A, Arrays.copyOf(B, 9)), frameA(0, 15), new Fault(FrameError.TRUNCATED, 15, 9));
  }

  @Test
  void givenFrameInTheCallersBufferThenItIsHandedOnFromThere() {
    byte[] input = join(hex("0000"), A);
    byte[][] seen = new byte[1][];
    FrameSink sink =
        new FrameSink() {
          @Override
          public void frame(
              int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
            seen[0] = buffer;
          }

          @Override
          public void fault(FrameError error, long position, long wireLength) {}
        };
    new Rfc1662FrameCodec().newDecoder(FORMAT, sink).decode(input, 0, input.length);
    assertSame(input, seen[0]);
  }

  @Test
  void givenEitherOrderThenBothAreTakenAndTheLatestIsTold() {
    FrameFormat low =
        new FrameFormat(
            FORMAT.framing(), FORMAT.layout(), FORMAT.frameCheck(), FcsOrder.LOW_FIRST, 0, 0, 1500);
    byte[] lowFirst = Samples.frame(low, "11223344");
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(FORMAT, new FrameRecorder());
    assertEquals(FcsOrder.EITHER, decoder.fcsOrder());
    decoder.decode(A, 0, A.length);
    assertEquals(FcsOrder.HIGH_FIRST, decoder.fcsOrder());
    decoder.decode(lowFirst, 0, lowFirst.length);
    assertEquals(FcsOrder.LOW_FIRST, decoder.fcsOrder());
    assertEquals(2, decoder.frames());
    assertEquals(1, everyWay(low, join(A, lowFirst)).frames().size());
  }

  @Test
  void givenFcs32ThenTheLowOctetComesFirst() {
    FrameFormat format = Samples.length(FrameCheck.FCS32, 1500);
    byte[] frame = Samples.frame(format, "11223344");
    int value = Fcs32.INSTANCE.over(frame, 1, 12);
    assertEquals((byte) value, frame[12]);
    assertEquals(List.of(A_INFORMATION), everyWay(format, join(frame, hex("00"))).frames());
  }

  @Test
  void givenTheLargestFrameThenNoMoreThanItIsHeld() {
    FrameFormat format = Samples.length(FrameCheck.FCS16, FrameFormat.LARGEST_INFORMATION);
    byte[] frame = Samples.frame(format, Input.random(new SplittableRandom(7), 65534));
    FrameRecorder recorder = new FrameRecorder();
    LengthFrameDecoder decoder = new LengthFrameDecoder(format, recorder);
    for (int round = 0; round < 3; round++) {
      for (int at = 0; at < frame.length; at++) {
        decoder.decode(frame, at, 1);
        assertTrue(decoder.held() <= frame.length - 1);
      }
      for (int at = 0; at < frame.length; at += 1000) {
        decoder.decode(frame, at, Math.min(999, frame.length - at));
        assertTrue(decoder.held() <= frame.length - 1);
      }
    }
    assertEquals(3, recorder.frames().size());
  }
}
