/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageLinesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T07:00:00Z");

  private final MessageLines pdus = new MessageLines(false, () -> NOW);
  private final MessageLines texts = new MessageLines(true, () -> NOW);

  @Test
  void pdusAreListedWithoutThoseThatWereSent() {
    List<StoredMessage> listed =
        pdus.listed(
            List.of(
                "+CMGL: 1,0,,23",
                "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37",
                "+CMGL: 2,3,,23",
                "0011000B916407281553F80000AA0AE8329BFD4697D9EC37",
                "+CMGL: 7,1,\"\",9",
                "nonsense"),
            false);
    assertEquals(List.of(1, 7), listed.stream().map(StoredMessage::index).toList());
    assertEquals("hellohello", listed.get(0).part().orElseThrow().text());
    assertFalse(listed.get(1).problem().isEmpty());
  }

  @Test
  void textsMayHaveSeveralLinesAndCommas() {
    List<StoredMessage> listed =
        texts.listed(
            List.of(
                "+CMGL: 3,\"REC UNREAD\",\"+4917\",\"a, b\",\"26/11/26,08:00:00+04\",145,9",
                "first, line",
                "second",
                "+CMGL: 4,\"STO SENT\",\"+4917\",,",
                "mine"),
            false);
    assertEquals(1, listed.size());
    ReceivedPart part = listed.get(0).part().orElseThrow();
    assertEquals("+4917", part.sender());
    assertEquals("first, line\nsecond", part.text());
    assertEquals(NOW, part.sent());
  }

  @Test
  void hexDigitsOfUcs2AreCharactersWhereTheModemWasToldSo() {
    String head = "+CMGL: 3,\"REC READ\",\"002B00340039\",,\"26/11/26,08:00:00+04\"";
    ReceivedPart part = texts.listed(List.of(head, "00E4002100"), true).get(0).part().orElseThrow();
    assertEquals("+49", part.sender());
    assertEquals("00E4002100", part.text(), "no pairs");
    assertEquals(
        "ä!", texts.listed(List.of(head, "00E40021"), true).get(0).part().orElseThrow().text());
  }

  @Test
  void whatIsHandedOverAtOnceIsRead() {
    StoredMessage direct =
        pdus.direct(
            "+CMT: ,23\n07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37",
            false);
    assertFalse(direct.isStored());
    assertEquals("hellohello", direct.part().orElseThrow().text());
    assertEquals(
        "hi",
        texts
            .direct("+CMT: \"+4917\",,\"26/11/26,08:00:00+04\"\nhi", false)
            .part()
            .orElseThrow()
            .text());
    assertTrue(pdus.direct("+CMT: ,23", false).part().isEmpty());
  }
}
