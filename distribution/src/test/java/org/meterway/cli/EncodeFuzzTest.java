/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.meterway.itests.fuzz.AnyJson;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Lines of any text: each becomes one frame that {@code decode} reads, or one line of words. */
class EncodeFuzzTest extends FuzzTarget {
  private static final List<String> KEYS =
      List.of(
          "protocol",
          "command",
          "payload",
          "parameter",
          "requestId",
          "type",
          "value",
          "data",
          "success",
          "reply",
          "request",
          "error",
          "information",
          "offset");

  private static final List<String> VALUES =
      List.of(
          "\"0x2100\"",
          "\"0x2200\"",
          "\"0x8003\"",
          "\"0x2801\"",
          "\"0x3007\"",
          "\"GET\"",
          "\"SET\"",
          "\"EVENT\"",
          "\"GET_RESPONSE\"",
          "\"SET_RESPONSE\"",
          "\"GET_ERROR_RESPONSE\"",
          "\"SERIAL_NET\"",
          "\"0xc3\"",
          "192",
          "\"unsigned\"",
          "\"long-unsigned\"",
          "\"octet-string\"",
          "\"date-time\"",
          "5",
          "258",
          "\"00ff\"",
          "\"7e 7d\"",
          "true",
          "\"GET_ERROR\"",
          "\"SET_OK\"",
          "\"IMAGE_GET\"",
          "\"MALFORMED_BODY\"",
          "\"7eff0300220003c00380fb3e7e\"",
          "\"7eff0300220005c00128010284dc7e\"");

  private final ManyRuns commands = new ManyRuns();
  private final JsonText json = new JsonText();

  @Override
  protected int weight() {
    return 4;
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Choices choices = new Choices(input);
    List<String> format = DecodeFuzzTest.format(choices);
    String text = AnyJson.of(choices, KEYS, VALUES);
    long lines =
        text.lines()
            .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
            .count();

    Run run = commands.run(bytes(text), DecodeFuzzTest.arguments("encode", format, ""));

    List<String> frames = run.out().lines().toList();
    assertEquals(lines, frames.size() + run.err().lines().count(), () -> text + run);
    assertEquals(run.err().isEmpty() ? ExitStatus.GOOD : ExitStatus.FAULT, run.exitStatus());
    for (String frame : frames) {
      Run decoded = commands.run(bytes(frame), DecodeFuzzTest.arguments("decode", format, ""));
      assertEquals(1, decoded.out().lines().count(), frame);
      boolean good = decoded.exitStatus() == ExitStatus.GOOD;
      assertTrue(good || json.object(decoded.out()).containsKey("reason"), decoded::out);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected List<String> words() {
    List<String> words = new ArrayList<>(VALUES);
    KEYS.forEach(key -> words.add("\"" + key + "\":"));
    words.addAll(List.of("{", "}", ",", "\n", "#"));
    return words;
  }
}
