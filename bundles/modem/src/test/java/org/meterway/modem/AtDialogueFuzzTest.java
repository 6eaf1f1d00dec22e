/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Whatever a line says: nothing throws, cuts change nothing, and the next answer is understood. */
class AtDialogueFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    AtCommand command =
        new AtCommand(
            choices.of("AT+CSQ", "AT+CMGL=4", "AT+CEREG?", "AT+CPIN?", "ATI", ""),
            choices.of("", "", "0011"));
    int at = choices.below(64);
    String bytes = new String(choices.rest(), StandardCharsets.ISO_8859_1);

    Heard whole = new Heard();
    whole.dialogue.begin(command);
    List<String> expected = List.copyOf(whole.of(bytes));

    Heard cut = new Heard();
    cut.dialogue.begin(command);
    int position = Math.min(at, bytes.length());
    List<String> told = new java.util.ArrayList<>(cut.of(bytes.substring(0, position)));
    told.addAll(cut.of(bytes.substring(position)));
    assertEquals(expected, told);

    // Two ends of a line, for one may be the body of a message.
    whole.of("\r\n\r\n\n");
    whole.dialogue.begin(AtCommand.of("AT+CSQ"));
    whole.of("\n\n");
    List<String> next = whole.of("\r\n+CSQ: 7,99\r\n\r\nOK\r\n");
    assertTrue(
        next.contains("OK [+CSQ: 7,99] OK") || next.get(0).startsWith("unasked +C"),
        next::toString);
  }

  @Override
  protected List<String> words() {
    return List.of(
        "\r\n",
        "OK\r\n",
        "ERROR",
        "+CME ERROR: ",
        "> ",
        "+CMT: ,24\r\n",
        "+CMGL: 1,1,,24\r\n",
        "+CEREG: 1,1",
        "RING\r\n",
        "AT+CSQ\r",
        "+CSQ: 1,99\r\n",
        "NO CARRIER\r\n",
        "\u001a");
  }
}
