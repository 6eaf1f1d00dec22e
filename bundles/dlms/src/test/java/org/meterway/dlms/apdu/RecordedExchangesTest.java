/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every APDU of the recorded exchanges, wrapped, in HDLC and deciphered. */
class RecordedExchangesTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Malformed on purpose, to see what a server says; and what Gurux's says to the first. */
  private static final Set<String> MALFORMED = Set.of("FF0102", "0001C109", "C001C10003");

  static List<RecordedExchange> exchanges() {
    return RecordedExchange.all();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void everyApduIsDecodedAndEncodedByteForByte(RecordedExchange exchange) throws ApduException {
    for (String hex : exchange.apdus()) {
      if (!MALFORMED.contains(hex)) {
        byte[] bytes = HEX.parseHex(hex);

        Apdu apdu = ApduCodec.decode(bytes);

        assertEquals(hex, HEX.formatHex(ApduCodec.encode(apdu)), apdu::toString);
        assertEquals(apdu, ApduCodec.decode(bytes));
        assertEquals(apdu.tag(), bytes[0] & 0xFF);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void everyCutApduIsRefused(RecordedExchange exchange) throws ApduException {
    for (String hex : exchange.apdus()) {
      byte[] bytes = HEX.parseHex(hex);
      int most = Math.min(bytes.length - 1, 200);
      for (int length = 0; length <= most; length++) {
        decodeOrRefuse(bytes, length);
      }
    }
  }

  private static void decodeOrRefuse(byte[] bytes, int length) {
    try {
      ApduCodec.decode(bytes, 0, length);
    } catch (ApduException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= length, e.getMessage());
    }
  }

  @Test
  void theFilesHoldAllThatIsExpected() {
    List<String> all = new ArrayList<>();
    exchanges().forEach(e -> all.addAll(e.apdus()));

    assertEquals(44, exchanges().size());
    assertTrue(all.size() > 600, () -> all.size() + " APDUs");
    assertEquals(4, all.stream().filter(MALFORMED::contains).count());
  }

  @Test
  void theMalformedOnesAreRefused() {
    for (String hex : MALFORMED) {
      assertThrows(ApduException.class, () -> ApduCodec.decode(HEX.parseHex(hex)));
    }
  }
}
