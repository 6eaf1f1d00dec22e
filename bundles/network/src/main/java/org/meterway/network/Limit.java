/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often an action may be called: written {@code 3/1d}, for three times in a day.
 *
 * @param uses 1 to {@value #MOST_USES}
 * @param period one second to {@value #LONGEST_DAYS} days
 */
record Limit(int uses, Duration period) {
  static final int MOST_USES = 100;
  static final int LONGEST_DAYS = 30;

  private static final Pattern FORM = Pattern.compile("(\\d{1,3})/(\\d{1,7}[smhd])");
  private static final Pattern TIME = Pattern.compile("(\\d{1,7})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  /** What a text says; empty if it is of another form, or outside the limits. */
  static Optional<Limit> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int uses = Integer.parseInt(matcher.group(1));
    return time(matcher.group(2), Duration.ofDays(LONGEST_DAYS))
        .filter(period -> uses >= 1 && uses <= MOST_USES)
        .map(period -> new Limit(uses, period));
  }

  /** A time such as {@code 90s}, {@code 5m}, {@code 6h} or {@code 1d}, from 1 s to the longest. */
  static Optional<Duration> time(String text, Duration longest) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration time = UNITS.get(matcher.group(2)).multipliedBy(Integer.parseInt(matcher.group(1)));
    return time.isZero() || time.compareTo(longest) > 0 ? Optional.empty() : Optional.of(time);
  }

  /** A time in the longest unit that it is a whole number of. */
  static String inWords(Duration time) {
    for (String unit : new String[] {"d", "h", "m"}) {
      long seconds = UNITS.get(unit).toSeconds();
      if (time.toSeconds() % seconds == 0) {
        return time.toSeconds() / seconds + unit;
      }
    }
    return time.toSeconds() + "s";
  }

  @Override
  public String toString() {
    return uses + "/" + inWords(period);
  }
}
