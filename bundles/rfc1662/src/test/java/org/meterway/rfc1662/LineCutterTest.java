/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.LineCutter;
import org.meterway.api.codec.LinePacket;

/** What is cut from a line, put together, is the line. */
class LineCutterTest {
  private static final int LONGEST_NOISE = 40;

  private final List<LinePacket> packets = new ArrayList<>();
  private final Rfc1662FrameCodec codec = new Rfc1662FrameCodec();

  private static FrameFormat format(String framing) {
    return Framing.valueOf(framing) == Framing.LENGTH
        ? FrameFormat.QUECPYTHON
        : FrameFormat.STUFFED;
  }

  @ParameterizedTest
  @ValueSource(strings = {"LENGTH", "STUFFED"})
  void eachOctetIsInOnePacketHoweverTheLineIsCut(String framing) {
    for (int seed = 1; seed <= 100; seed++) {
      Random random = new Random(seed);
      byte[] line = line(framing, random);
      packets.clear();
      LineCutter cutter = new LineCutter(codec, format(framing), packets::add);
      int at = 0;
      while (at < line.length) {
        int piece = Math.min(1 + random.nextInt(50), line.length - at);
        cutter.add(line, at, piece);
        if (random.nextInt(20) == 0) {
          cutter.expire();
        }
        at += piece;
      }
      cutter.finish();
      assertArrayEquals(line, together(), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LENGTH", "STUFFED"})
  void framesComeWithTheirInformationAndFaultsWithTheirCause(String framing) {
    byte[] good = codec.newEncoder(format(framing)).encode(0x2100, 0xBF, new byte[] {1, 0x7E, 3});
    byte[] bad = good.clone();
    bad[bad.length - 3] ^= 1;
    LineCutter cutter = new LineCutter(codec, format(framing), packets::add);
    cutter.add(good, 0, good.length);
    cutter.add(bad, 0, bad.length);
    cutter.add(good, 0, good.length);
    cutter.finish();
    assertEquals(0x2100, packets.get(0).protocol());
    assertArrayEquals(new byte[] {(byte) 0xBF, 1, 0x7E, 3}, packets.get(0).information());
    assertArrayEquals(good, packets.get(0).octets());
    assertTrue(packets.stream().anyMatch(packet -> packet.error() == FrameError.FCS_MISMATCH));
    assertTrue(packets.get(packets.size() - 1).isFrame());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LENGTH", "STUFFED"})
  void endlessNoiseIsHandedOnInPieces(String framing) {
    LineCutter cutter = new LineCutter(codec, format(framing), packets::add);
    byte[] noise = new byte[1 << 16];
    for (int i = 0; i < 64; i++) {
      cutter.add(noise, 0, noise.length);
    }
    assertTrue(packets.size() > 4, () -> packets.size() + " packets of 4 MiB");
    cutter.finish();
    assertEquals(64 * noise.length, together().length);
  }

  @Test
  void fillFlagsAtTheEndAreAPacketOfTheirOwnThatIsNoFault() {
    byte[] frame = codec.newEncoder(FrameFormat.STUFFED).encode(0x2100, 0xBF, new byte[] {1});
    LineCutter cutter = new LineCutter(codec, FrameFormat.STUFFED, packets::add);
    cutter.add(frame, 0, frame.length);
    cutter.add(new byte[] {0x7E, 0x7E, 0x7E}, 0, 3);
    cutter.finish();
    LinePacket last = packets.get(packets.size() - 1);
    assertEquals(2, packets.size());
    assertArrayEquals(new byte[] {0x7E, 0x7E, 0x7E}, last.octets());
    assertTrue(!last.isFault() && !last.isFrame());
  }

  private byte[] together() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    packets.forEach(packet -> all.writeBytes(packet.octets()));
    return all.toByteArray();
  }

  /** Frames, damaged ones, noise and flags. */
  private byte[] line(String framing, Random random) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      byte[] data = new byte[1 + random.nextInt(60)];
      random.nextBytes(data);
      byte[] frame = codec.newEncoder(format(framing)).encode(0x2100, 0xBF, data);
      switch (random.nextInt(5)) {
        case 0 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        case 1 -> {
          byte[] noise = new byte[random.nextInt(LONGEST_NOISE)];
          random.nextBytes(noise);
          line.writeBytes(noise);
        }
        case 2 -> line.writeBytes(new byte[] {0x7E, 0x7E});
        default -> line.write(new byte[0], 0, 0);
      }
      line.writeBytes(frame);
    }
    return line.toByteArray();
  }
}
