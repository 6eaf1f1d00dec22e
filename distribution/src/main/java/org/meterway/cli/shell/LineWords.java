/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.shell;

import java.util.ArrayList;
import java.util.List;

/** The words of a line: spaces part them, quotes keep them together. */
final class LineWords {
  private static final String SCOPE = "meterway:";

  private LineWords() {}

  static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean within = false;
    char quote = 0;
    for (char c : line.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        within = true;
      } else if (Character.isWhitespace(c)) {
        if (within) {
          words.add(word.toString());
          word.setLength(0);
        }
        within = false;
      } else {
        word.append(c);
        within = true;
      }
    }
    if (within) {
      words.add(word.toString());
    }
    return withoutScope(words);
  }

  /** Whoever is used to Gogo writes {@code meterway:links}. */
  private static List<String> withoutScope(List<String> words) {
    if (!words.isEmpty() && words.get(0).startsWith(SCOPE)) {
      words.set(0, words.get(0).substring(SCOPE.length()));
    }
    return words;
  }
}
