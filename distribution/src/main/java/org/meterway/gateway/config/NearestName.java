/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class NearestName {
  private NearestName() {}

  /** The known name closest to {@code name}, unless none is close; case does not count. */
  public static Optional<String> among(Collection<String> known, String name) {
    return known.stream()
        .filter(candidate -> isWithin(limit(candidate), candidate, name))
        .min(
            Comparator.<String>comparingInt(candidate -> distance(candidate, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A third of the name, two letters at least, but never the whole of it. */
  private static int limit(String known) {
    return Math.min(Math.max(2, known.length() / 3), known.length() - 1);
  }

  /** Whether the distance is no more than this; a name of any length costs nothing. */
  static boolean isWithin(int limit, String one, String other) {
    return Math.abs(one.length() - other.length()) <= limit && distance(one, other) <= limit;
  }

  /** Changed, missing, extra and swapped letters (optimal string alignment). */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
