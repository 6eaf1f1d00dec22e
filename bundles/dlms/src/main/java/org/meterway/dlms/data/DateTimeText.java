/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times as text: in the form of ISO 8601, with stars for what is not specified. */
final class DateTimeText {
  private static final List<String> WEEKDAYS =
      List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final String DATE_FORM =
      "(\\*|\\d{4})-(\\*|dst-begin|dst-end|\\d{2})-(\\*|last|last-1|\\d{2})"
          + "(?: (Mon|Tue|Wed|Thu|Fri|Sat|Sun))?";

  private static final String TIME_FORM =
      "(\\*|\\d{2}):(\\*|\\d{2})(?::(\\*|\\d{2})(?:\\.(\\*|\\d{2}))?)?";

  private static final Pattern DATE = Pattern.compile(DATE_FORM);
  private static final Pattern TIME = Pattern.compile(TIME_FORM);
  private static final Pattern BOTH =
      Pattern.compile(
          "(?<date>" + DATE_FORM + ")[T ](?<time>" + TIME_FORM + ")(?<zone>Z|[+-]\\d{2}:\\d{2})?");
  private static final Pattern OCTETS = Pattern.compile("[0-9A-Fa-f]{24}");

  private DateTimeText() {}

  static String of(CosemDate date) {
    String text = year(date.year()) + "-" + month(date.month()) + "-" + day(date.day());
    boolean tells = date.weekday() >= 1 && date.weekday() <= 7 && date.toLocalDate().isEmpty();
    return tells ? text + " " + WEEKDAYS.get(date.weekday() - 1) : text;
  }

  private static String year(int year) {
    return year == CosemDate.ANY_YEAR ? "*" : "%04d".formatted(year);
  }

  private static String month(int month) {
    return switch (month) {
      case CosemDate.DAYLIGHT_SAVING_BEGINS -> "dst-begin";
      case CosemDate.DAYLIGHT_SAVING_ENDS -> "dst-end";
      default -> field(month);
    };
  }

  private static String day(int day) {
    return switch (day) {
      case CosemDate.LAST_DAY -> "last";
      case CosemDate.SECOND_LAST_DAY -> "last-1";
      default -> field(day);
    };
  }

  private static String field(int value) {
    return value == CosemTime.ANY ? "*" : "%02d".formatted(value);
  }

  static String of(CosemTime time) {
    String text = field(time.hour()) + ":" + field(time.minute()) + ":" + field(time.second());
    return time.hundredths() == 0 ? text : text + "." + field(time.hundredths());
  }

  static String of(CosemDateTime moment) {
    String text = of(moment.date()) + "T" + of(moment.time());
    if (!moment.hasDeviation()) {
      return text;
    }
    int minutes = Math.abs(moment.deviation());
    return text
        + (moment.deviation() > 0 ? "-" : "+")
        + "%02d:%02d".formatted(minutes / 60, minutes % 60);
  }

  static CosemDate date(String text) {
    Matcher matcher = DATE.matcher(text);
    if (!matcher.matches()) {
      throw none(text, "date", "2024-04-01, *-*-01 or *-dst-end-last Sun");
    }
    int year =
        matcher.group(1).equals("*") ? CosemDate.ANY_YEAR : Integer.parseInt(matcher.group(1));
    int month =
        switch (matcher.group(2)) {
          case "dst-begin" -> CosemDate.DAYLIGHT_SAVING_BEGINS;
          case "dst-end" -> CosemDate.DAYLIGHT_SAVING_ENDS;
          default -> within(text, matcher.group(2), 1, 12);
        };
    int day =
        switch (matcher.group(3)) {
          case "last" -> CosemDate.LAST_DAY;
          case "last-1" -> CosemDate.SECOND_LAST_DAY;
          default -> within(text, matcher.group(3), 1, 31);
        };
    int weekday = matcher.group(4) == null ? CosemDate.ANY : WEEKDAYS.indexOf(matcher.group(4)) + 1;
    CosemDate date = new CosemDate(year, month, day, weekday);
    Optional<LocalDate> known = day > 31 ? Optional.empty() : date.toLocalDate();
    return known.isEmpty() || weekday != CosemDate.ANY ? date : CosemDate.of(known.get());
  }

  static CosemTime time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw none(text, "time", "21:35:35, 21:35 or 21:*:*");
    }
    return new CosemTime(
        within(text, matcher.group(1), 0, 23),
        within(text, matcher.group(2), 0, 59),
        within(text, matcher.group(3), 0, 59),
        within(text, matcher.group(4), 0, 99));
  }

  private static int within(String text, String digits, int least, int most) {
    if (digits == null) {
      return 0;
    }
    int value = digits.equals("*") ? CosemTime.ANY : Integer.parseInt(digits);
    if (value != CosemTime.ANY && (value < least || value > most)) {
      throw new IllegalArgumentException(
          "'" + text + "': " + digits + " is not within " + least + " to " + most);
    }
    return value;
  }

  static CosemDateTime dateTime(String text) {
    if (OCTETS.matcher(text).matches()) {
      return CosemDateTime.read(HexFormat.of().parseHex(text), 0);
    }
    Matcher matcher = BOTH.matcher(text);
    if (!matcher.matches()) {
      throw none(
          text, "date and time", "2024-04-01T21:35:35+02:00, *-*-01 00:00:00 or 24 hex digits");
    }
    return new CosemDateTime(
        date(matcher.group("date")),
        time(matcher.group("time")),
        deviation(matcher.group("zone")),
        0);
  }

  private static int deviation(String zone) {
    if (zone == null) {
      return CosemDateTime.NO_DEVIATION;
    }
    if (zone.equals("Z")) {
      return 0;
    }
    int minutes = Integer.parseInt(zone.substring(1, 3)) * 60 + Integer.parseInt(zone.substring(4));
    return zone.charAt(0) == '+' ? -minutes : minutes;
  }

  private static IllegalArgumentException none(String text, String what, String form) {
    return new IllegalArgumentException(
        "'" + text + "' is no " + what + "; one is written " + form);
  }
}
