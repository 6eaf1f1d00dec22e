/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames in a stream: cut anywhere, one behind the other, with garbage and damage. */
class HdlcDecoderTest {
  private static final String SNRM = "7EA0070321930F017E";
  private static final String UI =
      "7EA02A410883130413E6E7000F40000000000101020309060100010700FF06"
          + "0000067D02020F00161B1C057E";
  private static final String RR = "7EA0070321D119607E";

  private final HdlcDecoder decoder = new HdlcDecoder();

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private List<String> decode(byte[]... pieces) {
    List<String> frames = new ArrayList<>();
    for (byte[] piece : pieces) {
      decoder.put(piece, 0, piece.length);
      while (decoder.next()) {
        HdlcFrame f = decoder.frame();
        frames.add(
            HexFormat.of()
                .withUpperCase()
                .formatHex(f.array(), f.offset(), f.offset() + f.length()));
      }
    }
    return frames;
  }

  @Test
  void aFrameIsReadFieldByField() {
    decode(bytes(UI));

    HdlcFrame frame = decoder.frame();
    assertEquals(new HdlcAddress(32, 0, 1), frame.destination());
    assertEquals(new HdlcAddress(4, 65, 2), frame.source());
    assertEquals(HdlcFrameType.UI, frame.type());
    assertTrue(frame.isPollFinal());
    assertFalse(frame.isSegmented());
    assertEquals(0x0F, frame.information()[3]);
  }

  @Test
  void aFrameCutAnywhereIsFound() {
    byte[] whole = bytes(UI + RR);
    for (int cut = 0; cut <= whole.length; cut++) {
      HdlcDecoderTest fresh = new HdlcDecoderTest();
      byte[] first = Arrays.copyOf(whole, cut);
      byte[] second = Arrays.copyOfRange(whole, cut, whole.length);
      assertEquals(List.of(UI, RR), fresh.decode(first, second), "cut at " + cut);
    }
  }

  @Test
  void framesThatComeByteByByteAreFound() {
    byte[] whole = bytes(SNRM + UI + RR);
    byte[][] pieces = new byte[whole.length][];
    for (int i = 0; i < whole.length; i++) {
      pieces[i] = new byte[] {whole[i]};
    }
    assertEquals(List.of(SNRM, UI, RR), decode(pieces));
  }

  @Test
  void oneFlagEndsAFrameAndBeginsTheNext() {
    String shared = SNRM + UI.substring(2) + RR.substring(2);

    assertEquals(List.of(SNRM, UI, RR), decode(bytes(shared)));
    assertEquals(0, decoder.faults(HdlcFault.NOISE));
  }

  @Test
  void flagsBetweenFramesAreFill() {
    assertEquals(List.of(SNRM, RR), decode(bytes("7E7E7E" + SNRM + "7E7E" + RR + "7E")));
    assertEquals(0, decoder.faults(HdlcFault.NOISE));
  }

  @Test
  void garbageIsSkippedAndCountedOnce() {
    assertEquals(List.of(SNRM, RR), decode(bytes("0011A0" + SNRM + "A007FF" + RR)));
    assertEquals(1, decoder.faults(HdlcFault.NOISE));
    assertEquals(
        1,
        decoder.faults(HdlcFault.CLOSING_FLAG)
            + decoder.faults(HdlcFault.FRAME_CHECK)
            + decoder.faults(HdlcFault.ADDRESS)
            + decoder.faults(HdlcFault.LENGTH));
  }

  @Test
  void aFlagWithinAFrameDoesNotEndIt() {
    HdlcEncoder out = new HdlcEncoder();
    byte[] flags = bytes("7E7EA0077E7E");
    out.frame(HdlcAddress.client(16), HdlcAddress.server(1), 0x13, false, flags, 0, flags.length);
    String frame = HexFormat.of().withUpperCase().formatHex(out.toByteArray());

    assertEquals(List.of(frame, RR), decode(bytes(frame + RR)));
  }

  @Test
  void aLengthThatIsTooLongIsNotWaitedFor() {
    String wrong = "7EA3FF" + UI.substring(6);

    assertEquals(List.of(RR), decode(bytes(wrong + RR)));
    assertEquals(1, decoder.faults(HdlcFault.HEADER_CHECK));
  }

  @Test
  void aDamagedFrameIsDroppedAndTheNextIsFound() {
    String damaged = UI.replace("067D", "067C");

    assertEquals(List.of(UI), decode(bytes(damaged + UI)));
    assertEquals(1, decoder.faults(HdlcFault.FRAME_CHECK));
  }

  @Test
  void aLostByteDoesNotTakeTheNextFrameAlong() {
    String shorter = UI.replace("067D", "06");

    assertEquals(List.of(UI), decode(bytes(shorter + UI)));
  }

  @Test
  void whatDoesNotGoOnIsGivenUpAndSetsFreeWhatIsBehind() {
    String shorter = UI.substring(0, 40);
    assertEquals(List.of(), decode(bytes(shorter + RR)));
    assertTrue(decoder.isPending());

    decoder.giveUp();

    assertEquals(List.of(RR), decode(new byte[0]));
    assertEquals(1, decoder.faults(HdlcFault.ABORTED));
  }

  @ParameterizedTest
  @EnumSource(HdlcFrameType.class)
  void everyControlFieldIsRead(HdlcFrameType type) {
    HdlcEncoder out = new HdlcEncoder();
    for (HdlcAddress server :
        List.of(new HdlcAddress(1, 0, 1), new HdlcAddress(1, 17, 2), new HdlcAddress(1, 300, 4))) {
      for (boolean pollFinal : new boolean[] {false, true}) {
        out.frame(server, HdlcAddress.client(16), type.control(pollFinal));
      }
    }
    byte[] frames = out.toByteArray();
    decoder.put(frames, 0, frames.length);
    int count = 0;
    while (decoder.next()) {
      assertEquals(type, decoder.frame().type());
      assertEquals(count % 2 == 1, decoder.frame().isPollFinal());
      count++;
    }
    assertEquals(6, count);
  }

  @Test
  void anyBitErrorIsNoticed() {
    byte[] frame = bytes(UI);
    for (int bit = 8; bit < 8 * (frame.length - 1); bit++) {
      byte[] damaged = frame.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      HdlcDecoderTest fresh = new HdlcDecoderTest();
      assertEquals(List.of(), fresh.decode(damaged), "bit " + bit);
      fresh.decoder.giveUp();
      fresh.decoder.giveUp();
      fresh.decoder.giveUp();
      assertEquals(List.of(RR), fresh.decode(bytes(RR)), "bit " + bit);
    }
  }

  @Test
  void framesInNoiseAreAllFound() {
    SplittableRandom random = new SplittableRandom(3);
    HdlcEncoder out = new HdlcEncoder();
    int found = 0;
    for (int run = 0; run < 300; run++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      byte[] information = new byte[random.nextInt(200)];
      random.nextBytes(information);
      out.reset();
      out.frame(
          HdlcAddress.client(1),
          HdlcAddress.server(run % 100),
          0x13,
          false,
          information,
          0,
          information.length);
      found += count(noise);
      found += count(out.toByteArray());
      decoder.giveUp();
      found += count(new byte[0]);
    }
    assertTrue(found >= 290, "found " + found);
  }

  private int count(byte[] piece) {
    return decode(piece).size();
  }
}
