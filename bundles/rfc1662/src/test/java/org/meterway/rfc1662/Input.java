/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameFormat;

/** The bytes of a line, and the ways in which they may be cut. */
final class Input {
  private Input() {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  static byte[] without(byte[] bytes, int from, int count) {
    return join(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, from + count, bytes.length));
  }

  static byte[] random(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Random bytes of a few values only, so that flags, escapes and headers are frequent. */
  static byte[] hostile(RandomGenerator random, int length) {
    byte[] alphabet = hex("7e7e7d5e5dff0300210001001120");
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = alphabet[random.nextInt(alphabet.length)];
    }
    return bytes;
  }

  /** What becomes of the bytes in one piece, with the end of the input behind them. */
  static FrameRecorder whole(FrameFormat format, byte[] bytes) {
    return cut(format, bytes);
  }

  /** What becomes of the bytes, cut at the given places. */
  static FrameRecorder cut(FrameFormat format, byte[] bytes, int... places) {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = new Rfc1662FrameCodec().newDecoder(format, recorder);
    int from = 0;
    for (int place : places) {
      feed(decoder, bytes, from, place);
      from = place;
    }
    feed(decoder, bytes, from, bytes.length);
    decoder.finish();
    assertEquals(bytes.length, decoder.bytes());
    assertEquals(bytes.length, recorder.end() + decoder.trailingFlags(), "bytes covered");
    assertEquals(recorder.frames().size(), decoder.frames());
    return recorder;
  }

  /** A copy between strange bytes, so that nothing outside the piece can be used unnoticed. */
  private static void feed(FrameDecoder decoder, byte[] bytes, int from, int to) {
    byte[] copy = new byte[to - from + 9];
    Arrays.fill(copy, (byte) 0x7E);
    System.arraycopy(bytes, from, copy, 5, to - from);
    decoder.decode(copy, 5, to - from);
    Arrays.fill(copy, (byte) 0x55);
  }

  static FrameRecorder byteByByte(FrameFormat format, byte[] bytes) {
    int[] places = new int[bytes.length];
    Arrays.setAll(places, i -> i);
    return cut(format, bytes, places);
  }

  static FrameRecorder randomly(FrameFormat format, byte[] bytes, RandomGenerator random) {
    int[] places = random.ints(random.nextInt(1, 12), 0, bytes.length + 1).sorted().toArray();
    return cut(format, bytes, places);
  }

  /** Decodes whole, byte by byte and at every cut, and asserts that all find the same. */
  static FrameRecorder everyWay(FrameFormat format, byte[] bytes) {
    FrameRecorder whole = whole(format, bytes);
    List<FrameRecorder.Found> expected = whole.found();
    assertEquals(expected, byteByByte(format, bytes).found(), "byte by byte");
    for (int place = 1; place < bytes.length; place++) {
      int where = place;
      assertEquals(expected, cut(format, bytes, place).found(), () -> "cut at " + where);
    }
    return whole;
  }
}
