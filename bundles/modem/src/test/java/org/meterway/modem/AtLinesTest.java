/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AtLinesTest {
  private static List<String> cut(boolean awaitsPrompt, byte[] first, byte[] second) {
    List<String> cut = new ArrayList<>();
    AtLines.Sink sink =
        new AtLines.Sink() {
          @Override
          public void line(String line) {
            cut.add(line);
          }

          @Override
          public void prompt() {
            cut.add("<prompt>");
          }
        };
    AtLines lines = new AtLines();
    lines.awaitPrompt(awaitsPrompt);
    lines.feed(first, 0, first.length, sink);
    lines.feed(second, 0, second.length, sink);
    return cut;
  }

  /** The same, however the bytes are cut. */
  private static void assertCut(List<String> expected, boolean awaitsPrompt, String sent) {
    byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at <= bytes.length; at++) {
      byte[] first = java.util.Arrays.copyOf(bytes, at);
      byte[] second = java.util.Arrays.copyOfRange(bytes, at, bytes.length);
      assertEquals(expected, cut(awaitsPrompt, first, second), "cut at " + at);
    }
  }

  @Test
  void linesEndInEveryWayThatModemsHave() {
    assertCut(List.of("", "+CSQ: 20,99", "", "OK"), false, "\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
    assertCut(List.of("AT", "OK"), false, "AT\r\r\nOK\r\r\n");
    assertCut(List.of("", "OK"), false, "\nOK\n");
    assertCut(List.of("RING"), false, "RING\r");
  }

  @Test
  void aPromptNeedsNoEndOfLine() {
    assertCut(List.of("", "<prompt>"), true, "\r\n> ");
    assertCut(List.of("", "<prompt>"), true, "\r\n>");
    assertCut(List.of("", "<prompt>", "0011", "OK"), true, "\r\n> 0011\r\nOK\r\n");
    assertCut(List.of("", "<prompt>"), false, "\r\n> ");
    assertCut(List.of("", ">5"), false, "\r\n>5\r\n");
  }

  @Test
  void whatNoModemSaysIsLeftOut() {
    assertCut(List.of("OK"), false, "\u0000\u00ffO\u0080\u0007K\r\n");
  }

  @Test
  void aLineWithoutEndIsDroppedAndTheNextOneIsNot() {
    byte[] endless = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    byte[] next = "\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII);
    assertEquals(List.of("OK"), cut(false, endless, next));
    AtLines lines = new AtLines();
    AtLines.Sink nobody =
        new AtLines.Sink() {
          @Override
          public void line(String line) {}

          @Override
          public void prompt() {}
        };
    lines.feed(endless, 0, endless.length, nobody);
    assertTrue(lines.dropped() == endless.length, () -> "dropped " + lines.dropped());
  }
}
