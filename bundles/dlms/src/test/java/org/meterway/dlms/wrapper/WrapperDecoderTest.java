/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.wrapper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** APDUs in a stream (IEC 62056-47). */
class WrapperDecoderTest {
  private static final byte[] TWO =
      HexFormat.of().parseHex("0001001000010002C001" + "000100110002000101");

  private final WrapperDecoder decoder = new WrapperDecoder(100);

  @Test
  void twoInOneReadAreFoundInOrder() throws WrapperException {
    decoder.put(TWO, 0, TWO.length);

    assertTrue(decoder.next());
    assertEquals(16, decoder.source());
    assertEquals(1, decoder.destination());
    assertArrayEquals(new byte[] {(byte) 0xC0, 1}, decoder.toByteArray());
    assertTrue(decoder.next());
    assertEquals(17, decoder.source());
    assertArrayEquals(new byte[] {1}, decoder.toByteArray());
    assertFalse(decoder.next());
    assertFalse(decoder.isPending());
  }

  @Test
  void cutAnywhereTheyAreFound() throws WrapperException {
    for (int cut = 0; cut <= TWO.length; cut++) {
      WrapperDecoder fresh = new WrapperDecoder(100);
      int found = 0;
      fresh.put(TWO, 0, cut);
      while (fresh.next()) {
        found++;
      }
      fresh.put(ByteBuffer.wrap(TWO, cut, TWO.length - cut));
      while (fresh.next()) {
        found++;
      }
      assertEquals(2, found, "cut at " + cut);
    }
  }

  @Test
  void anotherVersionIsNoWrapper() {
    decoder.put(new byte[] {0x7E, (byte) 0xA0}, 0, 2);

    WrapperException e = assertThrows(WrapperException.class, decoder::next);

    assertEquals("wrapper version 32416 instead of 1: the peer uses other framing", e.getMessage());
  }

  @Test
  void aLengthIsCheckedBeforeAnythingIsKeptForIt() {
    decoder.put(HexFormat.of().parseHex("0001001000010065"), 0, 8);

    WrapperException e = assertThrows(WrapperException.class, decoder::next);

    assertEquals("an APDU of 101 bytes is announced, at most 100 are taken", e.getMessage());
  }

  @Test
  void anEmptyApduIsOne() throws WrapperException {
    decoder.put(HexFormat.of().parseHex("0001001000010000"), 0, 8);

    assertTrue(decoder.next());
    assertEquals(0, decoder.length());
  }

  @Test
  void afterAResetAnotherStreamBegins() throws WrapperException {
    decoder.put(TWO, 0, 5);
    assertFalse(decoder.next());
    assertTrue(decoder.isPending());

    decoder.reset();
    decoder.put(TWO, 0, TWO.length);

    assertTrue(decoder.next());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-wrap-none-gurux-gurux",
        "13-wrap-gmac-authenc-jdlms-jdlms",
        "30-wrap-getblocks-gurux-gurux",
        "38-wrap-imagetransfer-gurux-gurux",
        "54-wrap-get-without-association-gurux",
        "60-push-wrap-none",
        "66-push-wrap-generalglo"
      })
  void eachFrameOfTheRecordingsEncodesAsItWas(String name) throws IOException, WrapperException {
    for (byte[] frame : recorded(name)) {
      WrapperDecoder fresh = new WrapperDecoder(WrapperHeader.MAX_LENGTH);
      fresh.put(frame, 0, frame.length);
      assertTrue(fresh.next());
      assertFalse(fresh.isPending());
      byte[] again = new byte[WrapperHeader.SIZE + fresh.length()];
      new WrapperHeader(fresh.source(), fresh.destination(), fresh.length()).write(again, 0);
      System.arraycopy(fresh.array(), fresh.offset(), again, WrapperHeader.SIZE, fresh.length());
      assertArrayEquals(frame, again);
      assertEquals(
          new WrapperHeader(fresh.source(), fresh.destination(), fresh.length()),
          WrapperHeader.read(frame, 0, frame.length));
    }
  }

  private static List<byte[]> recorded(String name) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    try (InputStream in =
        WrapperDecoderTest.class.getResourceAsStream(
            "/org/meterway/dlms/vectors/" + name + ".hex")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("> ") || line.startsWith("< ")) {
          frames.add(HexFormat.of().parseHex(line.substring(2).trim()));
        }
      }
    }
    assertFalse(frames.isEmpty());
    return frames;
  }

  @Test
  void whatIsNoPortOrLengthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new WrapperHeader(0x10000, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new WrapperHeader(1, -1, 1));
    assertThrows(WrapperException.class, () -> WrapperHeader.read(Arrays.copyOf(TWO, 7), 0, 7));
  }
}
