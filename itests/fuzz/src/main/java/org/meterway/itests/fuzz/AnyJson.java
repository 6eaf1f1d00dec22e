/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Texts that are JSON objects, or nearly so: of keys and values that the target knows, with
 * numbers, depths, escapes and slips that a reader has to bear.
 */
public final class AnyJson {
  private static final int MOST_MEMBERS = 12;
  private static final int DEEPEST = 4;

  private final Choices choices;
  private final List<String> keys;
  private final List<String> values;
  private final StringBuilder text = new StringBuilder();

  private AnyJson(Choices choices, List<String> keys, List<String> values) {
    this.choices = choices;
    this.keys = keys;
    this.values = values;
  }

  /**
   * A text out of what is left of the input: the first decision is between the bytes as they are
   * and an object that they describe.
   *
   * @param keys of members
   * @param values JSON texts
   */
  public static String of(Choices choices, List<String> keys, List<String> values) {
    if (!choices.flip()) {
      return choices.text();
    }
    AnyJson json = new AnyJson(choices, keys, values);
    json.object(0);
    return json.text.toString();
  }

  private void object(int depth) {
    space();
    text.append('{');
    int members = choices.below(MOST_MEMBERS);
    for (int i = 0; i < members && choices.remaining() > 0; i++) {
      text.append(i > 0 ? "," : "");
      space();
      string(choices.oneIn(8) ? characters() : choices.of(keys));
      text.append(choices.oneIn(64) ? "" : ":");
      value(depth + 1);
    }
    text.append(choices.oneIn(64) ? "]" : "}");
    space();
  }

  private void value(int depth) {
    switch (choices.below(depth < DEEPEST ? 10 : 6)) {
      case 0 -> text.append(number());
      case 1 -> string(characters());
      case 2 -> text.append(choices.of("true", "false", "null", "nul", "NaN", "'x'"));
      case 3, 4, 5 -> text.append(choices.of(values));
      case 6 -> array(depth);
      case 7 -> deep();
      default -> object(depth);
    }
  }

  private void array(int depth) {
    text.append('[');
    int count = choices.below(4);
    for (int i = 0; i < count; i++) {
      text.append(i > 0 ? "," : "");
      value(depth + 1);
    }
    text.append(']');
  }

  /** Deeper than a reader that calls itself can go. */
  private void deep() {
    int levels = choices.of(3, 20, 500, 1100, 20_000);
    boolean arrays = choices.flip();
    text.append((arrays ? "[" : "{\"a\":").repeat(levels));
    text.append('1');
    text.append((arrays ? "]" : "}").repeat(levels));
  }

  private String number() {
    String digits = choices.of("0", "1", "7", "65535", "65536", "4294967296", "9".repeat(30));
    return choices.of("", "", "", "-", "+", "0")
        + (choices.oneIn(16) ? digits.repeat(100) : digits)
        + choices.of("", "", "", ".0", ".5", "e0", "e1", "E+5", "e-3", "e400", "e-400", "e99999999")
        + choices.of("", "", "", "", "", "", "", "0", "00000000", ".", "L");
  }

  private String characters() {
    String characters = new String(choices.bytes(12), StandardCharsets.UTF_8);
    return choices.oneIn(64) ? characters.repeat(20_000) : characters;
  }

  private void string(String characters) {
    text.append('"');
    for (int i = 0; i < characters.length(); i++) {
      char character = characters.charAt(i);
      boolean plain = character >= ' ' && character != '"' && character != '\\';
      text.append(plain ? "" + character : "\\u%04x".formatted((int) character));
    }
    if (choices.oneIn(32)) {
      text.append(choices.of("\\", "\\u12", "\\q", "\n", "\u0000", "\\ud800"));
    }
    text.append('"');
  }

  private void space() {
    if (choices.oneIn(8)) {
      text.append(choices.of(" ", "\n", "\t", "// x\n", "/* \n */", "/*", "//", ",", "\uFEFF"));
    }
  }
}
