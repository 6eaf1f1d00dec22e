/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.meterway.api.codec.FrameError;

/** Times and counters in words. */
final class Words {
  private static final String FAULTS = "faults.";

  private Words() {}

  /** Such as {@code 12 s}, {@code 5 min}, {@code 3 h}, {@code 4 d}. */
  static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + " h";
    }
    return seconds / 86400 + " d";
  }

  /** The time since then; empty for a text that is no time. */
  static String age(String instant, Instant now) {
    if (instant == null) {
      return "";
    }
    try {
      return of(Duration.between(Instant.parse(instant), now));
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  /** A kind of part as one says it. */
  static String kind(String kind) {
    return kind.equals("headend") ? "head end" : kind.replace('-', ' ');
  }

  /** A counter's name as words: {@code frames.in} as {@code frames in}. */
  static String counter(String name) {
    return name.startsWith(FAULTS)
        ? "faults: " + name.substring(FAULTS.length()).replace('.', ' ')
        : name.replace('.', ' ');
  }

  /** What a count of these tells an operator to look at; empty for the others. */
  static String hint(String counter) {
    if (!counter.startsWith(FAULTS)) {
      return "";
    }
    String constant = counter.substring(FAULTS.length()).toUpperCase(Locale.ROOT).replace('.', '_');
    for (FrameError error : FrameError.values()) {
      if (error.name().equals(constant)) {
        return error.description();
      }
    }
    return "";
  }
}
