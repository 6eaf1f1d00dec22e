/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as many tutorials show them, and cases of 3GPP TS 23.040 and 23.038. */
class DeliverPduTest {
  private static final Instant NOW = Instant.parse("2026-11-26T07:00:00Z");

  private static ReceivedPart decoded(String hex) throws PduException {
    return DeliverPdu.decode(hex.replace(" ", ""), NOW).orElseThrow();
  }

  @Test
  void theExampleOfEveryTutorial() throws PduException {
    ReceivedPart part =
        decoded("07917283010010F5 04 0BC87238880900F1 00 00 99309251619580 0A E8329BFD4697D9EC37");
    assertEquals("hellohello", part.text());
    assertEquals("27838890001", part.sender());
    // 29 March 1999, 15:16:59, zone 08: eight quarters of an hour.
    assertEquals(Instant.parse("1999-03-29T13:16:59Z"), part.sent());
    assertEquals(Optional.empty(), part.partOf());
  }

  @Test
  void anInternationalSender() throws PduException {
    ReceivedPart part =
        decoded(
            "07911326040000F0 04 0B911346610089F6 00 00 20806291731408 0C"
                + " C8F71D14969741F977FD07");
    assertEquals("How are you?", part.text());
    assertEquals("+31641600986", part.sender());
    // The zone is 08: a sign and nothing else, so the time is Greenwich's.
    assertEquals(Instant.parse("2002-08-26T19:37:41Z"), part.sent());
  }

  @Test
  void aSenderWithAName() throws PduException {
    // "Network" has 49 bits: 13 semi-octets are of use, but some networks say 14.
    byte[] name = GsmAlphabet.pack(GsmAlphabet.encode("Network").orElseThrow(), 0);
    String hex = HexFormat.of().formatHex(name);
    for (String length : List.of("0D", "0E")) {
      ReceivedPart part = decoded("00 04" + length + "D0" + hex + "00 00 99309251619580 01 41");
      assertEquals("Network", part.sender());
      assertEquals("A", part.text());
    }
  }

  @Test
  void aZoneWestOfGreenwich() throws PduException {
    // Minus five hours are twenty quarters: bit 3 of the swapped octet is the sign.
    ReceivedPart part = decoded("00 04 04A12143 00 00 6211627000000A 01 41");
    assertEquals(Instant.parse("2026-11-26T12:00:00Z"), part.sent());
  }

  @Test
  void ucs2AndOctets() throws PduException {
    assertEquals(
        "Zähler \uD83D\uDE00",
        decoded(
                "00 04 04A12143 00 08 99309251619580 12"
                    + " 005A00E40068006C00650072 0020 D83DDE00")
            .text());
    assertEquals("a\u00ff", decoded("00 04 04A12143 00 04 99309251619580 02 61FF").text());
  }

  @Test
  void theExtensionTable() throws PduException {
    byte[] septets = GsmAlphabet.encode("[5 €]").orElseThrow();
    String hex = HexFormat.of().formatHex(GsmAlphabet.pack(septets, 0));
    assertEquals(
        "[5 €]",
        decoded("00 04 04A12143 00 00 99309251619580 %02X".formatted(septets.length) + hex).text());
  }

  @Test
  void partsWithReferencesOf8And16Bits() throws PduException {
    byte[] septets = GsmAlphabet.encode("part").orElseThrow();
    String behind7 = HexFormat.of().formatHex(GsmAlphabet.pack(septets, 7)).substring(12);
    ReceivedPart narrow = decoded("00 44 04A12143 00 00 99309251619580 0B 050003CC0301" + behind7);
    assertEquals("part", narrow.text());
    assertEquals(Optional.of(new PartOf(0xCC, false, 3, 1)), narrow.partOf());
    String behind8 = HexFormat.of().formatHex(GsmAlphabet.pack(septets, 8)).substring(14);
    ReceivedPart wide = decoded("00 44 04A12143 00 00 99309251619580 0C 06080412340302" + behind8);
    assertEquals("part", wide.text());
    assertEquals(Optional.of(new PartOf(0x1234, true, 3, 2)), wide.partOf());
  }

  @Test
  void aPartThatCannotBeOneStandsAlone() throws PduException {
    assertEquals(
        Optional.empty(),
        decoded("00 44 04A12143 00 04 99309251619580 07 050003CC0304 41").partOf());
  }

  @Test
  void aTimeThatIsNoneIsNow() throws PduException {
    assertEquals(NOW, decoded("00 04 04A12143 00 00 FFFFFFFFFFFFFF 01 41").sent());
  }

  @Test
  void aStatusReportIsNoMessage() throws PduException {
    assertEquals(Optional.empty(), DeliverPdu.decode("0006D60B911326880736F4111011719551", NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "xx",
        "07917283010010F5",
        "0004FF91",
        "000404A1214300009930925161958005E8329B", // Fewer octets than it says
        "004404A12143000099309251619580FFFF", // A header that is longer than the message
        "004404A121430000993092516195800302000341", // An element longer than its header
        "000404A12143002099309251619580014100" // Compressed
      })
  void whatCannotBeReadSaysWhy(String hex) {
    assertThrows(PduException.class, () -> DeliverPdu.decode(hex, NOW));
  }
}
