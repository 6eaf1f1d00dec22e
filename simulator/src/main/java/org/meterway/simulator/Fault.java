/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Something that a simulated head end does wrong.
 *
 * @param kind what it does
 * @param amount how much of it, in the unit of the kind; 0 for a kind without
 */
public record Fault(Kind kind, long amount) {
  /** No fault. */
  public static final Fault NONE = new Fault(Kind.NONE, 0);

  /** What a head end does wrong. */
  public enum Kind {
    /** Nothing. */
    NONE("", 0),
    /** Does not listen for so long, and resets what is connected. */
    REFUSE("ms", 1000),
    /** Takes connections and neither reads nor writes. */
    SILENT("", 0),
    /** Resets the connection after so many bytes. */
    RESET_AFTER("bytes", 10_000),
    /** Resets the connection after a random number of bytes, so many on the average. */
    RESET_RANDOM("bytes", 10_000),
    /** Ends its own direction after so many bytes, and reads on. */
    HALF_CLOSE("bytes", 10_000),
    /** Reads so many bytes a second. */
    SLOW_READ("bytes/s", 1),
    /** Sends random bytes after each so many bytes. */
    GARBAGE("bytes", 10_000),
    /** Acknowledges so much later, and reads nothing meanwhile. */
    ACK_LATE("ms", 1000),
    /** Takes payloads and acknowledges none. */
    ACK_NEVER("", 0),
    /** Acknowledges more than was sent. */
    ACK_TOO_MUCH("", 0),
    /** Says that it wants no more, and closes. */
    REJECT("", 0),
    /** Ends so long after it got a connection, and starts again at once. */
    RESTART("ms", 1000);

    private final String unit;
    private final long usual;

    Kind(String unit, long usual) {
      this.unit = unit;
      this.usual = usual;
    }

    /** The name as a user writes it, such as {@code reset-after}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The unit of the amount; empty for a kind without one. */
    public String unit() {
      return unit;
    }
  }

  /** Checks the range. */
  public Fault {
    Objects.requireNonNull(kind, "kind");
    boolean fits = kind.unit().isEmpty() ? amount == 0 : amount >= 1;
    if (!fits) {
      throw new IllegalArgumentException(
          kind.word()
              + "="
              + amount
              + ", expected "
              + (kind.unit().isEmpty() ? "no amount" : kind.unit() + " from 1"));
    }
  }

  /** A fault of its usual amount. */
  public static Fault of(Kind kind) {
    return new Fault(kind, kind.usual);
  }

  /**
   * Reads what {@link #toString} wrote; the amount may be absent.
   *
   * @throws IllegalArgumentException with what would be right
   */
  public static Fault parse(String text) {
    String[] parts = text.split("=", 2);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(known -> known.word().equals(parts[0]))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("'" + text + "', expected one of " + words()));
    if (parts.length == 1) {
      return of(kind);
    }
    try {
      return new Fault(kind, Long.parseLong(parts[1]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "', expected a number behind " + kind.word() + "=", e);
    }
  }

  /** All kinds with their units. */
  public static String words() {
    return Arrays.stream(Kind.values())
        .map(kind -> kind.word() + (kind.unit().isEmpty() ? "" : "=" + kind.unit()))
        .collect(Collectors.joining(", "));
  }

  /** Such as {@code reset-after=10000}. */
  @Override
  public String toString() {
    return kind.word() + (kind.unit().isEmpty() ? "" : "=" + amount);
  }
}
