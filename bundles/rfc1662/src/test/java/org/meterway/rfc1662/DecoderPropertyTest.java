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
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.rfc1662.FrameRecorder.Frame;

/** What holds for any input; the inputs come from seeded generators. */
class DecoderPropertyTest {
  static Stream<FrameFormat> formats() {
    return Stream.of(
        Samples.length(FrameCheck.FCS16, 65535),
        Samples.length(FrameCheck.FCS16, 300),
        Samples.length(FrameCheck.FCS32, 40),
        Samples.stuffed(Layout.METER, FrameCheck.FCS16, 0, 65535),
        Samples.stuffed(Layout.METER, FrameCheck.FCS32, -1, 300),
        Samples.stuffed(Layout.PPP, FrameCheck.FCS16, 0x000A0000, 40),
        Samples.stuffed(Layout.ANY, FrameCheck.FCS16, -1, 1500));
  }

  static Stream<FrameFormat> meterFormats() {
    return formats().filter(format -> format.layout() == Layout.METER);
  }

  static Stream<FrameFormat> lengthFormats() {
    return formats().filter(format -> format.framing() == Framing.LENGTH);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void cutsDoNotMatter(FrameFormat format) {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 300; round++) {
      byte[] input = anything(format, random);
      FrameRecorder whole = Input.whole(format, input);
      assertEquals(whole.found(), Input.byteByByte(format, input).found());
      for (int cuts = 0; cuts < 4; cuts++) {
        assertEquals(whole.found(), Input.randomly(format, input, random).found());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("meterFormats")
  void framesInNoiseThatHoldsNoFlagComeOut(FrameFormat format) {
    SplittableRandom random = new SplittableRandom(12);
    for (int round = 0; round < 300; round++) {
      List<byte[]> parts = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        parts.add(noise(random, false));
        byte[] payload = payload(format, random);
        parts.add(Samples.frame(format, payload));
        expected.add("bf" + HexFormat.of().formatHex(payload));
        // Noise behind a frame would otherwise stand between two flags.
        parts.add(new byte[] {0x7E});
      }
      byte[] input = Input.join(parts.toArray(byte[][]::new));
      assertEquals(expected, Input.randomly(format, input, random).frames());
    }
  }

  /** Noise with flags and false headers in it; the frames are found among whatever it holds. */
  @ParameterizedTest
  @MethodSource("meterFormats")
  void framesInAnyNoiseComeOut(FrameFormat format) {
    SplittableRandom random = new SplittableRandom(13);
    for (int round = 0; round < 300; round++) {
      List<byte[]> parts = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        parts.add(noise(random, true));
        if (format.framing() == Framing.STUFFED) {
          parts.add(new byte[] {0x55, 0x7E});
        }
        byte[] payload = payload(format, random);
        parts.add(Samples.frame(format, payload));
        expected.add("bf" + HexFormat.of().formatHex(payload));
      }
      byte[] input = Input.join(parts.toArray(byte[][]::new));
      List<String> found = new ArrayList<>(Input.randomly(format, input, random).frames());
      for (String frame : expected) {
        assertTrue(found.contains(frame), () -> frame + " is not among " + found);
        found.subList(0, found.indexOf(frame) + 1).clear();
      }
    }
  }

  /** The definition, in the plainest form: at each flag in turn, is there a frame? */
  @ParameterizedTest
  @MethodSource("lengthFormats")
  void lengthFramingFindsTheFirstCandidateThatHolds(FrameFormat format) {
    SplittableRandom random = new SplittableRandom(14);
    for (int round = 0; round < 1000; round++) {
      byte[] input = anything(format, random);
      List<Long> expected = new ArrayList<>();
      for (int at = 0; at < input.length; ) {
        int end = endOfFrame(format, input, at);
        if (end >= 0) {
          expected.add((long) end + 1);
          at = end;
        } else {
          at++;
        }
      }
      List<Long> found =
          Input.randomly(format, input, random).found().stream()
              .filter(Frame.class::isInstance)
              .map(frame -> frame.position() + frame.wireLength())
              .toList();
      assertEquals(expected, found);
    }
  }

  private static int endOfFrame(FrameFormat format, byte[] input, int at) {
    int header = at + 1;
    if (input[at] != 0x7E
        || header + 6 > input.length
        || input[header] != -1
        || input[header + 1] != 3) {
      return -1;
    }
    int length = (input[header + 4] & 0xFF) << 8 | input[header + 5] & 0xFF;
    Fcs fcs = Fcs.of(format.frameCheck());
    int check = header + 6 + length;
    int end = check + fcs.length();
    if (length == 0
        || length > format.maxInformation()
        || end >= input.length
        || input[end] != 0x7E) {
      return -1;
    }
    int value = fcs.over(input, header, check);
    int received = fcs.read(input, check);
    boolean reversed = fcs.length() == 2 && value == fcs.reverse(received);
    return value == received || reversed ? end : -1;
  }

  /** Frames, damaged frames, nested frames and noise, behind and within each other. */
  private static byte[] anything(FrameFormat format, SplittableRandom random) {
    FrameFormat meter =
        new FrameFormat(
            format.framing(),
            Layout.METER,
            format.frameCheck(),
            format.fcsOrder(),
            format.transmitAccm(),
            format.receiveAccm(),
            format.maxInformation());
    List<byte[]> parts = new ArrayList<>();
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      byte[] part =
          switch (random.nextInt(5)) {
            case 0 -> noise(random, true);
            case 1 -> new byte[] {0x7E};
            case 2 -> {
              byte[] inner = Samples.frame(meter, payload(meter, random));
              yield inner.length < meter.maxInformation() ? Samples.frame(meter, inner) : inner;
            }
            default -> Samples.frame(meter, payload(meter, random));
          };
      parts.add(random.nextInt(3) == 0 ? damage(part, random) : part);
    }
    return Input.join(parts.toArray(byte[][]::new));
  }

  private static byte[] damage(byte[] part, SplittableRandom random) {
    if (part.length < 3) {
      return part;
    }
    int at = random.nextInt(part.length);
    switch (random.nextInt(3)) {
      case 0 -> {
        byte[] damaged = part.clone();
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        return damaged;
      }
      case 1 -> {
        return Arrays.copyOf(part, at);
      }
      default -> {
        return Input.without(part, at, random.nextInt(part.length - at));
      }
    }
  }

  private static byte[] noise(SplittableRandom random, boolean withFlags) {
    byte[] noise =
        random.nextBoolean()
            ? Input.hostile(random, random.nextInt(40))
            : Input.random(random, random.nextInt(100));
    for (int i = 0; i < noise.length && !withFlags; i++) {
      noise[i] = noise[i] == 0x7E ? 0x55 : noise[i];
    }
    return noise;
  }

  private static byte[] payload(FrameFormat format, SplittableRandom random) {
    int longest = Math.min(format.maxInformation() - 1, random.nextInt(8) == 0 ? 3000 : 60);
    int length = random.nextInt(longest + 1);
    return random.nextBoolean() ? Input.hostile(random, length) : Input.random(random, length);
  }
}
