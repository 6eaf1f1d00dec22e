/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * Captures of any bytes: each byte in one object, and what {@code decode} prints of a frame makes
 * {@code encode} build a frame that says the same.
 */
class DecodeFuzzTest extends FuzzTarget {
  private final ManyRuns commands = new ManyRuns();
  private final JsonText json = new JsonText();

  @Override
  protected int weight() {
    return 4;
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Choices choices = new Choices(input);
    List<String> format = format(choices);
    boolean raw = choices.flip();
    byte[] bytes = choices.rest();
    Run run = commands.run(bytes, arguments("decode", format, raw ? "--raw" : ""));
    long end = 0;
    boolean good = true;
    List<JsonObject> objects = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      JsonObject object = json.object(line);
      assertEquals(end, object.getInt("offset"), "gap or overlap");
      assertTrue(object.getInt("length") > 0, line);
      end += object.getInt("length");
      good &= !object.containsKey("error");
      objects.add(object);
    }
    if (run.exitStatus() != ExitStatus.USAGE) {
      assertEquals(good ? ExitStatus.GOOD : ExitStatus.FAULT, run.exitStatus());
      assertEquals(raw ? bytes.length : hexDigits(bytes) / 2, end, "bytes covered");
    }
    framesSayTheSame(objects, format);
  }

  private void framesSayTheSame(List<JsonObject> objects, List<String> format) throws Exception {
    List<JsonObject> frames = objects.stream().filter(DecodeFuzzTest::canBeEncoded).toList();
    StringBuilder lines = new StringBuilder();
    frames.forEach(frame -> lines.append(frame).append('\n'));
    Run encoded =
        commands.run(
            lines.toString().getBytes(StandardCharsets.UTF_8), arguments("encode", format, ""));
    assertEquals("", encoded.err());
    Run decoded =
        commands.run(
            encoded.out().getBytes(StandardCharsets.UTF_8), arguments("decode", format, ""));
    List<String> again = new ArrayList<>();
    for (String line : decoded.out().lines().toList()) {
      again.add(said(json.object(line)));
    }
    assertEquals(frames.stream().map(DecodeFuzzTest::said).toList(), again);
  }

  private static boolean canBeEncoded(JsonObject object) {
    boolean tooLong =
        object.containsKey("value")
            && object.get("command").toString().contains("RESPONSE")
            && object.get("value").toString().length() > 2 * 255;
    return object.containsKey("protocol") && !object.containsKey("information") && !tooLong;
  }

  /** Without the place. */
  private static String said(JsonObject object) {
    StringBuilder said = new StringBuilder();
    object.forEach(
        (key, value) -> {
          if (!key.equals("offset") && !key.equals("length")) {
            said.append(key).append('=').append(value).append(' ');
          }
        });
    return said.toString();
  }

  private static long hexDigits(byte[] text) {
    boolean comment = false;
    boolean blank = true;
    long digits = 0;
    for (byte character : text) {
      if (character == '\n') {
        comment = false;
        blank = true;
      } else if (character == '#' && blank) {
        comment = true;
      } else if (!comment && HexFormat.isHexDigit(character)) {
        digits++;
        blank = false;
      }
    }
    return digits;
  }

  static List<String> format(Choices choices) {
    return List.of(
        "--framing=" + choices.of("length", "stuffed"),
        "--fcs=" + choices.of("16", "32"),
        "--fcs-order=" + choices.of("either", "low", "high"),
        "--accm=" + choices.of("0", "000a0000", "ffffffff"));
  }

  static String[] arguments(String command, List<String> format, String option) {
    List<String> arguments = new ArrayList<>();
    arguments.add(command);
    arguments.addAll(format);
    if (!option.isEmpty()) {
      arguments.add(option);
    }
    return arguments.toArray(String[]::new);
  }

  @Override
  protected List<String> words() {
    return List.of("7e", "~", "7eff03", "0021", "0022", "7d5e", "#", "\n", "bf", "c0", "0380");
  }
}
