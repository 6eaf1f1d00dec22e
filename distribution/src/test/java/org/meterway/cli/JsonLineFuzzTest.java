/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** What is printed as JSON is JSON, and reads as it was meant. */
class JsonLineFuzzTest extends FuzzTarget {
  private final JsonText json = new JsonText();

  @Override
  protected void check(byte[] input) throws Exception {
    Choices choices = new Choices(input);
    long number = choices.longInteger();
    int id = choices.below(0x10000);
    boolean truth = choices.flip();
    byte[] bytes = choices.bytes(600);
    String text = new String(choices.rest(), StandardCharsets.UTF_16BE);

    String line =
        new JsonLine()
            .text("before", "to be cleared")
            .clear()
            .text("text", text)
            .number("number", number)
            .id("id", id)
            .bool("truth", truth)
            .hex("bytes", bytes)
            .word("word", "GET")
            .toString();

    JsonObject read = json.object("{" + line.substring(1) + "}");
    assertEquals(6, read.size());
    assertEquals(text, read.getString("text"));
    assertEquals(number, read.getJsonNumber("number").longValueExact());
    assertEquals(id, Integer.decode(read.getString("id")));
    assertEquals(truth, read.getBoolean("truth"));
    assertEquals(HexFormat.of().formatHex(bytes), read.getString("bytes"));
    assertEquals("GET", read.getString("word"));
  }
}
