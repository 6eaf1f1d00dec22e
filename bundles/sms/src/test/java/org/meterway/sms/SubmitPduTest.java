/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmitPduTest {
  private static List<SubmitPdu> encoded(String text) {
    return SubmitPdu.encode("+46708251358", text, 0x1CC).orElseThrow();
  }

  @Test
  void theExampleOfEveryTutorial() {
    SubmitPdu pdu = encoded("hellohello").get(0);
    assertEquals("0011000B916407281553F80000AA0AE8329BFD4697D9EC37", pdu.hex());
    assertEquals(23, pdu.length());
  }

  @Test
  void aTextThatIsNotInTheAlphabetIsUcs2() {
    assertEquals("0011000B916407281553F80008AA041F4E003F", encoded("\u1f4e?").get(0).hex());
  }

  @Test
  void aLongTextIsCutIntoParts() {
    assertEquals(1, encoded("x".repeat(160)).size());
    List<SubmitPdu> two = encoded("x".repeat(161));
    assertEquals(2, two.size());
    assertTrue(two.get(0).hex().startsWith("0051000B916407281553F80000AAA0050003CC0201"));
    assertTrue(two.get(1).hex().startsWith("0051000B916407281553F80000AA0F050003CC0202"));
    assertEquals(1, encoded("\u1f4e".repeat(70)).size());
    assertEquals(2, encoded("\u1f4e".repeat(71)).size());
    assertEquals(10, encoded("x".repeat(1530)).size());
  }

  @Test
  void nothingIsCutThatBelongsTogether() {
    // The escape would be the last septet of the first part.
    TextPieces septets = TextPieces.of("x".repeat(152) + "€" + "y".repeat(20), true).orElseThrow();
    assertEquals(152, septets.pieces().get(0).length);
    TextPieces units =
        TextPieces.of("\u1f4e".repeat(66) + "\uD83D\uDE00" + "y".repeat(20), true).orElseThrow();
    assertEquals(132, units.pieces().get(0).length);
  }

  @Test
  void whatCannotBeSentIsRefused() {
    assertEquals(Optional.empty(), SubmitPdu.encode("+46708251358", "", 0));
    assertEquals(Optional.empty(), SubmitPdu.encode("+46708251358", "x".repeat(1531), 0));
    assertEquals(Optional.empty(), SubmitPdu.encode("Network", "x", 0));
    assertEquals(Optional.empty(), SubmitPdu.encode("+", "x", 0));
  }

  @Test
  void aNumberOfOddAndOfEvenLength() {
    assertTrue(SubmitPdu.encode("1234", "x", 0).orElseThrow().get(0).hex().contains("04812143"));
    assertTrue(SubmitPdu.encode("123", "x", 0).orElseThrow().get(0).hex().contains("038121F3"));
  }
}
