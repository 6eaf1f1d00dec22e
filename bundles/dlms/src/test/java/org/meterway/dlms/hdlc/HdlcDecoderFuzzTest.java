/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Any bytes, cut anywhere: the same frames, and each encodes as it came. */
class HdlcDecoderFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    int cut = choices.octet();
    byte[] bytes = choices.rest();
    List<byte[]> whole = new ArrayList<>();
    List<byte[]> pieces = new ArrayList<>();
    HdlcDecoder decoder = new HdlcDecoder();
    decode(decoder, bytes, 0, bytes.length, whole);
    HdlcDecoder other = new HdlcDecoder();
    int step = 1 + cut % 40;
    for (int at = 0; at < bytes.length; at += step) {
      decode(other, bytes, at, Math.min(step, bytes.length - at), pieces);
    }
    assertEquals(whole.size(), pieces.size());
    for (int i = 0; i < whole.size(); i++) {
      assertArrayEquals(whole.get(i), pieces.get(i));
    }
    for (HdlcFault fault : HdlcFault.values()) {
      assertEquals(decoder.faults(fault), other.faults(fault), fault.name());
    }
    while (decoder.isPending()) {
      decoder.giveUp();
      decode(decoder, bytes, 0, 0, whole);
    }
  }

  private static void decode(
      HdlcDecoder decoder, byte[] bytes, int from, int count, List<byte[]> frames) {
    decoder.put(bytes, from, count);
    while (decoder.next()) {
      HdlcFrame f = decoder.frame();
      byte[] raw = Arrays.copyOfRange(f.array(), f.offset(), f.offset() + f.length());
      HdlcEncoder out = new HdlcEncoder();
      if (f.informationLength() > 0) {
        out.frame(
            f.destination(),
            f.source(),
            f.control(),
            f.isSegmented(),
            f.array(),
            f.informationOffset(),
            f.informationLength());
        assertArrayEquals(raw, out.toByteArray());
      }
      frames.add(raw);
    }
  }

  @Override
  protected List<String> words() {
    return HdlcWords.FRAMES;
  }
}
