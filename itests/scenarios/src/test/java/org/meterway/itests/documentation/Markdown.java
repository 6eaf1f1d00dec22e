/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import java.util.Locale;

/** Words as Markdown shows them, also within a table. */
final class Markdown {
  private Markdown() {}

  /** Text in which no character means anything. */
  static String text(String words) {
    return words.strip().replaceAll("\\s+", " ").replaceAll("[\\\\`*_\\[\\]<>&|~]", "\\\\$0");
  }

  /** A literal; a table wants its bars escaped even there. */
  static String code(String literal) {
    String fence = "`";
    while (literal.contains(fence)) {
      fence += "`";
    }
    String inner = literal.replaceAll("\\s+", " ").replace("|", "\\|");
    String space = inner.startsWith("`") || inner.endsWith("`") ? " " : "";
    return fence + space + inner + space + fence;
  }

  /** What a link to this heading has behind {@code #}. */
  static String anchor(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
