/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A date (Blue Book Ed. 13, 4.1.6, "Date and time formats"): each field can be left unspecified,
 * which means "any" or "not known". Kept exactly as it was received, whatever the values.
 *
 * @param year 0 to 65534; 65535: not specified
 * @param month 1 to 12; 253: the month that daylight saving ends in; 254: begins in; 255: not
 *     specified
 * @param day 1 to 31; 253: the last but one of the month; 254: the last; 255: not specified
 * @param weekday 1 (Monday) to 7; 255: not specified
 */
public record CosemDate(int year, int month, int day, int weekday) {
  /** A {@code year} that is not specified. */
  public static final int ANY_YEAR = 0xFFFF;

  /** A {@code month}, {@code day} or {@code weekday} that is not specified. */
  public static final int ANY = 0xFF;

  /** A {@code month}: the one in which daylight saving begins. */
  public static final int DAYLIGHT_SAVING_BEGINS = 0xFE;

  /** A {@code month}: the one in which daylight saving ends. */
  public static final int DAYLIGHT_SAVING_ENDS = 0xFD;

  /** A {@code day}: the last one of the month. */
  public static final int LAST_DAY = 0xFE;

  /** A {@code day}: the last but one of the month. */
  public static final int SECOND_LAST_DAY = 0xFD;

  /** The octets of a date. */
  public static final int OCTETS = 5;

  /** Checks that each field fits its octets. */
  public CosemDate {
    CosemTime.fits("year", year, 0xFFFF);
    CosemTime.fits("month", month, 0xFF);
    CosemTime.fits("day", day, 0xFF);
    CosemTime.fits("weekday", weekday, 0xFF);
  }

  /** A date with all fields. */
  public static CosemDate of(LocalDate date) {
    return new CosemDate(
        date.getYear(), date.getMonthValue(), date.getDayOfMonth(), date.getDayOfWeek().getValue());
  }

  /**
   * Reads {@code 2024-04-01}, with {@code *} for what is not specified, {@code dst-begin} or {@code
   * dst-end} for a month, {@code last} or {@code last-1} for a day, and maybe a weekday behind:
   * {@code *-dst-end-last Sun}. Where there is only one such day and no weekday is said, it is
   * filled in.
   *
   * @throws IllegalArgumentException the text is none
   */
  public static CosemDate parse(String text) {
    return DateTimeText.date(text);
  }

  /**
   * Reads five octets.
   *
   * @throws IndexOutOfBoundsException there are not so many
   */
  public static CosemDate read(byte[] bytes, int offset) {
    return new CosemDate(
        (bytes[offset] & 0xFF) << 8 | bytes[offset + 1] & 0xFF,
        bytes[offset + 2] & 0xFF,
        bytes[offset + 3] & 0xFF,
        bytes[offset + 4] & 0xFF);
  }

  /** Writes five octets. */
  public void write(DataWriter out) {
    out.put16(year).put8(month).put8(day).put8(weekday);
  }

  /** The five octets. */
  public byte[] bytes() {
    DataWriter out = new DataWriter(OCTETS);
    write(out);
    return out.toByteArray();
  }

  /**
   * The one day that is meant, if year, month and day are specified and there is such a day. The
   * weekday is not looked at: meters get it wrong.
   */
  public Optional<LocalDate> toLocalDate() {
    if (year == ANY_YEAR || month < 1 || month > 12) {
      return Optional.empty();
    }
    int last = YearMonth.of(year, month).lengthOfMonth();
    int wanted = day == LAST_DAY ? last : day == SECOND_LAST_DAY ? last - 1 : day;
    try {
      return Optional.of(LocalDate.of(year, month, wanted));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** As {@link #parse} reads it; the weekday only where the date does not follow from the rest. */
  @Override
  public String toString() {
    return DateTimeText.of(this);
  }
}
