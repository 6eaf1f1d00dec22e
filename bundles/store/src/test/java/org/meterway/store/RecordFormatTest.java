/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The bytes on disk, as docs/reference/store.md draws them. */
class RecordFormatTest {
  private static final UUID STREAM = new UUID(0x0011223344556677L, 0x8899AABBCCDDEEFFL);
  private final Checksum checksum = new Checksum(STREAM, 7);

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void givenARecordThenItsHeaderIsDrawnSo() {
    byte[] body = {1, 2, 3};
    RecordHeader header =
        new RecordHeader(
            RecordHeader.PAYLOAD, 3, 0x0000000500000001L, 1000, 1076, checksum.ofBody(body, 0, 3));
    byte[] bytes = new byte[RecordHeader.BYTES];

    header.put(bytes, checksum);

    assertArrayEquals(
        hex(
            "4D77 01 00 00000003 0000000500000001 00000000000003E8 00000434 "
                + HexFormat.of().toHexDigits(header.bodyChecksum())
                + HexFormat.of().toHexDigits(checksum.ofHeader(bytes, 0, 32))),
        bytes);
    assertEquals(header, RecordHeader.get(bytes, 0, checksum));
    assertEquals(40, header.total());
  }

  @Test
  void givenAnyOtherIdentityThenARecordOfThisOneIsNone() {
    byte[] bytes = new byte[RecordHeader.BYTES];
    new RecordHeader(RecordHeader.PAYLOAD, 3, 1, 1, 1, 1).put(bytes, checksum);

    assertNotNull(RecordHeader.get(bytes, 0, new Checksum(STREAM, 7)));
    for (int bit = 0; bit < Long.SIZE; bit++) {
      assertNull(RecordHeader.get(bytes, 0, new Checksum(STREAM, 7 ^ 1L << bit)));
    }
    assertNull(RecordHeader.get(bytes, 0, new Checksum(new UUID(1, 2), 7)));
  }

  @Test
  void givenASegmentHeaderThenItIsThereTwiceAndEitherServes() {
    SegmentHeader header =
        new SegmentHeader(
            7,
            STREAM,
            5,
            0x0000000400000009L,
            12_345,
            new SegmentHeader.Sealed(6, 4096, 20, 999),
            false);
    byte[] bytes = header.encode();

    assertEquals(SegmentHeader.DATA_START, bytes.length);
    assertArrayEquals(
        hex(
            "4D5753544F524501 0000000000000007 00112233445566778899AABBCCDDEEFF 00000005 00000000"
                + " 0000000400000009 0000000000003039 0000000000000006 00001000 00000014"
                + " 00000000000003E7"),
        java.util.Arrays.copyOf(bytes, 80));
    for (int damaged : new int[] {3, 530}) {
      byte[] copy = bytes.clone();
      copy[damaged] ^= 1;
      assertEquals(header, SegmentHeader.decode(copy));
      assertEquals(false, SegmentHeader.isWhole(copy));
    }
    assertNull(SegmentHeader.decode(new byte[SegmentHeader.DATA_START]));
    assertEquals(header.damaged(), SegmentHeader.decode(header.damaged().encode()));
  }
}
