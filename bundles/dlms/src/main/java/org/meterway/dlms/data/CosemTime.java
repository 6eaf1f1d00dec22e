/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.time.LocalTime;
import java.util.Optional;

/**
 * A time of day (Blue Book Ed. 13, 4.1.6, "Date and time formats"): each field can be left
 * unspecified. Kept exactly as it was received, whatever the values.
 *
 * @param hour 0 to 23; 255: not specified
 * @param minute 0 to 59; 255: not specified
 * @param second 0 to 59; 255: not specified
 * @param hundredths of a second, 0 to 99; 255: not specified
 */
public record CosemTime(int hour, int minute, int second, int hundredths) {
  /** A field that is not specified. */
  public static final int ANY = 0xFF;

  /** The octets of a time. */
  public static final int OCTETS = 4;

  /** Checks that each field fits its octet. */
  public CosemTime {
    fits("hour", hour, 0xFF);
    fits("minute", minute, 0xFF);
    fits("second", second, 0xFF);
    fits("hundredths", hundredths, 0xFF);
  }

  static void fits(String field, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(field + " is 0 to " + most + ", not " + value);
    }
  }

  /** A time with all fields; less than a hundredth of a second is cut off. */
  public static CosemTime of(LocalTime time) {
    return new CosemTime(
        time.getHour(), time.getMinute(), time.getSecond(), time.getNano() / 10_000_000);
  }

  /**
   * Reads {@code 21:35:35.50}, with {@code *} for what is not specified; seconds and hundredths
   * that are not there are 0.
   *
   * @throws IllegalArgumentException the text is none
   */
  public static CosemTime parse(String text) {
    return DateTimeText.time(text);
  }

  /**
   * Reads four octets.
   *
   * @throws IndexOutOfBoundsException there are not so many
   */
  public static CosemTime read(byte[] bytes, int offset) {
    return new CosemTime(
        bytes[offset] & 0xFF,
        bytes[offset + 1] & 0xFF,
        bytes[offset + 2] & 0xFF,
        bytes[offset + 3] & 0xFF);
  }

  /** Writes four octets. */
  public void write(DataWriter out) {
    out.put8(hour).put8(minute).put8(second).put8(hundredths);
  }

  /** The four octets. */
  public byte[] bytes() {
    DataWriter out = new DataWriter(OCTETS);
    write(out);
    return out.toByteArray();
  }

  /**
   * The one time that is meant, if the hour is specified and all fields are in range. Minutes,
   * seconds and hundredths that are not specified count as 0.
   */
  public Optional<LocalTime> toLocalTime() {
    int minutes = minute == ANY ? 0 : minute;
    int seconds = second == ANY ? 0 : second;
    int rest = hundredths == ANY ? 0 : hundredths;
    if (hour > 23 || minutes > 59 || seconds > 59 || rest > 99) {
      return Optional.empty();
    }
    return Optional.of(LocalTime.of(hour, minutes, seconds, rest * 10_000_000));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return DateTimeText.of(this);
  }
}
