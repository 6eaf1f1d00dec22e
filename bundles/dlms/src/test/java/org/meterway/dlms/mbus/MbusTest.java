/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.mbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MbusTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final MbusDecoder decoder = new MbusDecoder();
  private final MbusAssembler assembler = new MbusAssembler(1000);

  @Test
  void aFrameIsWrittenAndReadByteForByte() throws MbusException {
    MbusFrame frame = new MbusFrame(0x53, 0xFF, 0x00, HEX.parseHex("0167DB08"));

    byte[] bytes = frame.encode();

    assertEquals("6807076853FF000167DB089D16", HEX.formatHex(bytes));
    assertEquals(frame, MbusFrame.decode(bytes, 0, bytes.length));
  }

  @Test
  void aFrameThatComesOctetByOctetIsFoundBetweenOthers() throws MbusException {
    byte[] bytes = HEX.parseHex("0010" + "6807076853FF000167DB089D16" + "E5");

    MbusFrame found = null;
    for (byte octet : bytes) {
      decoder.put(new byte[] {octet}, 0, 1);
      MbusFrame next = decoder.next();
      found = next == null ? found : next;
    }

    assertEquals(0x53, found.control());
    assertEquals(3, decoder.skipped());
  }

  @Test
  void aWrongChecksumIsNamedAndTheNextFrameIsFoundAllTheSame() throws MbusException {
    put("6807076853FF000167DB089E16" + "6807076853FF100167DB08AD16");

    MbusException wrong = assertThrows(MbusException.class, decoder::next);
    MbusFrame next = null;
    while (next == null) {
      try {
        next = decoder.next();
      } catch (MbusException e) {
        // An octet 68 within the broken frame.
      }
    }

    assertEquals("checksum at byte 11 is 9E, expected 9D", wrong.getMessage());
    assertEquals(0x10, next.controlInformation());
    assertNull(decoder.next());
  }

  @Test
  void piecesMakeATelegram() throws MbusException {
    assertNull(assembler.take(piece(0x00, "0167" + "DB08")));
    assertNull(assembler.take(piece(0x01, "0167" + "4B46")));

    byte[] apdu = assembler.take(piece(0x12, "0167" + "4D"));

    assertArrayEquals(HEX.parseHex("DB084B464D"), apdu);
    assertEquals(0x01, assembler.source());
    assertEquals(0x67, assembler.destination());
  }

  @Test
  void aPieceThatIsMissingIsNamedAndTheNextTelegramIsWhole() throws MbusException {
    assembler.take(piece(0x00, "0167DB"));

    MbusException wrong =
        assertThrows(MbusException.class, () -> assembler.take(piece(0x12, "01674D")));

    assertEquals("piece 2 of a telegram, expected piece 1", wrong.getMessage());
    assertArrayEquals(new byte[] {0x0F}, assembler.take(piece(0x10, "01670F")));
  }

  @Test
  void aFrameOfAnotherApplicationIsNoTelegram() {
    MbusException wrong =
        assertThrows(MbusException.class, () -> assembler.take(piece(0x72, "0167")));

    assertEquals(
        "control information 72, expected 00 to 1F: no DLMS/COSEM telegram", wrong.getMessage());
  }

  @Test
  void aTelegramHasAnEnd() throws MbusException {
    byte[] full = new byte[MbusFrame.MAX_DATA];
    for (int sequence = 0; sequence < 4; sequence++) {
      assertNull(assembler.take(new MbusFrame(0x53, 0xFF, sequence % 16, full)));
    }

    assertEquals(
        "a telegram of more than 1000 bytes",
        assertThrows(MbusException.class, () -> assembler.take(new MbusFrame(0x53, 0xFF, 4, full)))
            .getMessage());
  }

  private void put(String hex) {
    byte[] bytes = HEX.parseHex(hex);
    decoder.put(bytes, 0, bytes.length);
  }

  private static MbusFrame piece(int controlInformation, String data) {
    return new MbusFrame(0x53, 0xFF, controlInformation, HEX.parseHex(data));
  }
}
