/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names that an operator types. */
final class Names {
  private static final int LISTED = 20;

  private Names() {}

  /**
   * Checks a name.
   *
   * @param what what it names, as {@code link}
   * @param plural as {@code links}
   */
  static String known(String what, String plural, String name, Collection<String> known)
      throws UsageException {
    if (known.contains(name)) {
      return name;
    }
    throw new UsageException(unknown(what, plural, name, known));
  }

  static String unknown(String what, String plural, String name, Collection<String> known) {
    String there;
    if (known.isEmpty()) {
      there = "there are no " + plural;
    } else {
      List<String> listed = known.stream().limit(LISTED).toList();
      there = plural + " are " + String.join(", ", listed);
      if (known.size() > LISTED) {
        there += " and " + (known.size() - LISTED) + " more";
      }
    }
    String hint = nearest(name, known).map(it -> "; did you mean " + it + "?").orElse("");
    return "unknown " + what + " \"" + name + "\": " + there + hint;
  }

  /** The closest one, where one is close. */
  static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(candidate, name) <= Math.max(1, candidate.length() / 3))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(candidate, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Letters to change, add or take away; no longer than the names that people give. */
  private static int distance(String one, String other) {
    if (Math.abs(one.length() - other.length()) > one.length()) {
      return one.length();
    }
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
