/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a mistyped one probably means. */
final class Nearest {
  private Nearest() {}

  /** Such as {@code ; did you mean 'decode'?}, or nothing where no name is near. */
  static String suggestion(String mistyped, Collection<String> known) {
    return of(mistyped, known).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** The nearest name, unless more than a third of it, and more than two characters, differ. */
  static Optional<String> of(String mistyped, Collection<String> known) {
    String word = mistyped.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> distance(word, name.toLowerCase(Locale.ROOT)) <= limit(name))
        .min(Comparator.comparingInt(name -> distance(word, name.toLowerCase(Locale.ROOT))));
  }

  private static int limit(String name) {
    return Math.min(Math.max(2, name.length() / 3), name.length() - 1);
  }

  /** How many characters have to be put in, taken out or changed (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
