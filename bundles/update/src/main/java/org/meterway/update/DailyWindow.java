/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of each day; it may go over midnight.
 *
 * @param begin when it begins
 * @param length how long it is
 */
record DailyWindow(LocalTime begin, Duration length) {
  /** The whole day. */
  static final DailyWindow ALWAYS = new DailyWindow(LocalTime.MIDNIGHT, Duration.ofDays(1));

  private static final Pattern FORM = Pattern.compile("([0-9:]{5})-([0-9:]{5})");

  /**
   * Reads {@code 02:00-04:00}; an empty text is the whole day.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static DailyWindow parse(String text) {
    if (text.isBlank()) {
      return ALWAYS;
    }
    Matcher form = FORM.matcher(text.strip());
    try {
      if (form.matches()) {
        LocalTime begin = LocalTime.parse(form.group(1));
        Duration length = between(begin, LocalTime.parse(form.group(2)));
        if (!length.isZero()) {
          return new DailyWindow(begin, length);
        }
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(text, e);
    }
    throw new IllegalArgumentException(text);
  }

  /** Whether a time is in it, without its first minutes; these are never all of it. */
  boolean isOpen(LocalTime now, Duration first) {
    Duration skipped = this.equals(ALWAYS) || first.compareTo(length) >= 0 ? Duration.ZERO : first;
    Duration since = between(begin, now);
    return since.compareTo(skipped) >= 0 && since.compareTo(length) < 0;
  }

  private static Duration between(LocalTime from, LocalTime to) {
    Duration span = Duration.between(from, to);
    return span.isNegative() ? span.plusDays(1) : span;
  }
}
