/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.HexFormat;

/** What stands in files and arguments, as it may be shown on a terminal and in a log. */
public final class PlainText {
  /** The most characters of a line; the middle of a longer one is left out. */
  private static final int LONGEST = 1000;

  private static final String LEFT_OUT = " ... ";

  private PlainText() {}

  /**
   * Writes characters that would speak to the terminal, begin a line or hide what follows as the
   * escapes of JSON; leaves all others as they are. Leaves out the middle of what is very long.
   */
  public static String of(String text) {
    String shown = shortened(text);
    if (shown.chars().noneMatch(PlainText::acts)) {
      return shown;
    }
    StringBuilder plain = new StringBuilder(shown.length() + 16);
    for (int i = 0; i < shown.length(); i++) {
      char character = shown.charAt(i);
      if (acts(character)) {
        plain.append("\\u").append(HexFormat.of().toHexDigits(character));
      } else {
        plain.append(character);
      }
    }
    return plain.toString();
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int part = (LONGEST - LEFT_OUT.length()) / 2;
    return text.substring(0, part) + LEFT_OUT + text.substring(text.length() - part);
  }

  private static boolean acts(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
