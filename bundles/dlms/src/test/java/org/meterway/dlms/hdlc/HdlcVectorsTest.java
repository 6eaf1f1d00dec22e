/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.RealTelegrams;
import org.meterway.dlms.hdlc.RecordedFrames.Recorded;

/** Every frame that public implementations and real meters sent, decoded and encoded again. */
class HdlcVectorsTest {
  /** What the head of a telegram says of it. */
  private static final Pattern FRAMES = Pattern.compile("(\\d+) hdlc frame\\(s\\), (\\d+) bad FCS");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "40-hdlc-none-gurux-gurux",
        "41-hdlc-none-jdlms-gurux",
        "42-hdlc-none-jdlms-jdlms",
        "43-hdlc-gmac-authenc-gurux-gurux",
        "45-hdlc-lls-gurux-gurux",
        "47-hdlc-setblocks-segmented-gurux",
        "57-hdlc-snrm-disc-dm-gurux",
        "58-hdlc-mode-e-signon-gurux",
        "64-push-hdlc-none"
      })
  void eachFrameOfTheRecordingsEncodesAsItWas(String name) throws IOException {
    List<Recorded> frames = RecordedFrames.of(name);
    assertFalse(frames.isEmpty());
    for (Recorded recorded : frames) {
      if (recorded.isHdlc()) {
        assertEquals(1, encodesAsItWas(recorded.bytes()));
      }
    }
  }

  @Test
  void theNegotiationsOfTheRecordingsEncodeAsTheyWere() throws IOException {
    int seen = 0;
    for (String name : List.of("41-hdlc-none-jdlms-gurux", "42-hdlc-none-jdlms-jdlms")) {
      for (Recorded recorded : RecordedFrames.of(name)) {
        HdlcFrame frame = only(recorded.bytes());
        boolean negotiates = frame.type() == HdlcFrameType.SNRM || frame.type() == HdlcFrameType.UA;
        if (negotiates && frame.informationLength() > 0) {
          byte[] information = frame.information();
          byte[] written = new byte[Negotiation.MAX_SIZE];
          int length =
              Negotiation.write(Negotiation.read(information, 0, information.length), written);
          assertArrayEquals(information, Arrays.copyOf(written, length));
          seen++;
        }
      }
    }
    assertTrue(seen >= 4);
  }

  @Test
  void thePushesOfRealMetersEncodeAsTheyWere() throws IOException {
    for (Path file : telegrams()) {
      Matcher said = FRAMES.matcher(Files.readString(file));
      assertTrue(said.find(), file.toString());
      int good = Integer.parseInt(said.group(1)) - Integer.parseInt(said.group(2));
      int frames = 0;
      int apdus = 0;
      for (Recorded recorded : RecordedFrames.of(file)) {
        frames += encodesAsItWas(recorded.bytes());
        apdus += apdus(recorded.bytes());
      }
      assertEquals(good, frames, file.toString());
      assertEquals(good > 0, apdus > 0, file.toString());
    }
  }

  private static List<Path> telegrams() throws IOException {
    try (Stream<Path> files = Files.list(RealTelegrams.required())) {
      return files
          .filter(f -> f.getFileName().toString().matches("p(10|21).*hdlc.*[.]hex"))
          .toList();
    }
  }

  private static int apdus(byte[] bytes) {
    HdlcDecoder decoder = new HdlcDecoder();
    UnnumberedInformation information = new UnnumberedInformation(4096);
    decoder.put(bytes, 0, bytes.length);
    int apdus = 0;
    while (decoder.next()) {
      // One meter pushes in I frames, without any link.
      assertTrue(EnumSet.of(HdlcFrameType.UI, HdlcFrameType.I).contains(decoder.frame().type()));
      if (information.accept(decoder.frame())) {
        int tag = information.array()[information.offset()] & 0xFF;
        assertTrue(tag == 0x0F || tag == 0xE0, "tag " + tag);
        apdus++;
      }
    }
    return apdus;
  }

  private static HdlcFrame only(byte[] bytes) {
    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(bytes, 0, bytes.length);
    assertTrue(decoder.next());
    return decoder.frame();
  }

  private static int encodesAsItWas(byte[] bytes) {
    HdlcDecoder decoder = new HdlcDecoder();
    decoder.put(bytes, 0, bytes.length);
    HdlcEncoder out = new HdlcEncoder();
    int count = 0;
    while (decoder.next()) {
      HdlcFrame frame = decoder.frame();
      out.frame(
          frame.destination(),
          frame.source(),
          frame.control(),
          frame.isSegmented(),
          frame.array(),
          frame.informationOffset(),
          frame.informationLength());
      count++;
    }
    if (count > 0) {
      assertArrayEquals(bytes, out.toByteArray());
    } else {
      assertEquals(1, decoder.faults(HdlcFault.FRAME_CHECK));
    }
    return count;
  }
}
