/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A date and time (Blue Book Ed. 13, 4.1.6, "Date and time formats"): 12 octets, kept exactly as
 * they were received.
 *
 * @param date any field may be left unspecified
 * @param time any field may be left unspecified
 * @param deviation minutes from local time to UTC: -60 in the middle of Europe in winter, and -120
 *     in summer, since it has daylight saving in it; {@link #NO_DEVIATION}: not specified
 * @param status bits, see {@link #INVALID} and its like; {@link #NO_STATUS}: not specified
 */
public record CosemDateTime(CosemDate date, CosemTime time, int deviation, int status) {
  /** A {@code deviation} that is not specified. */
  public static final int NO_DEVIATION = -0x8000;

  /** A {@code status} that is not specified. */
  public static final int NO_STATUS = 0xFF;

  /** A bit of {@code status}: the time could not be recovered after an incident. */
  public static final int INVALID = 0x01;

  /** A bit of {@code status}: recovered, but maybe wrong. */
  public static final int DOUBTFUL = 0x02;

  /** A bit of {@code status}: at least one of the fields is from another clock. */
  public static final int OTHER_CLOCK = 0x04;

  /** A bit of {@code status}: at least one bit of the clock's own status cannot be used. */
  public static final int INVALID_STATUS = 0x08;

  /** A bit of {@code status}: daylight saving is active, and is in the deviation. */
  public static final int DAYLIGHT_SAVING = 0x80;

  /** The octets of a date and time. */
  public static final int OCTETS = 12;

  /** Checks that each field fits its octets. */
  public CosemDateTime {
    if (deviation < -0x8000 || deviation > 0x7FFF) {
      throw new IllegalArgumentException("deviation is -32768 to 32767, not " + deviation);
    }
    CosemTime.fits("status", status, 0xFF);
  }

  /** With all fields; daylight saving is not known, so its bit is not set. */
  public static CosemDateTime of(OffsetDateTime moment) {
    return of(moment, false);
  }

  /** With all fields, and the zone's word on daylight saving. */
  public static CosemDateTime of(ZonedDateTime moment) {
    boolean saving = moment.getZone().getRules().isDaylightSavings(moment.toInstant());
    return of(moment.toOffsetDateTime(), saving);
  }

  private static CosemDateTime of(OffsetDateTime moment, boolean daylightSaving) {
    return new CosemDateTime(
        CosemDate.of(moment.toLocalDate()),
        CosemTime.of(moment.toLocalTime()),
        -moment.getOffset().getTotalSeconds() / 60,
        daylightSaving ? DAYLIGHT_SAVING : 0);
  }

  /**
   * Reads {@code 2024-04-01T21:35:35+02:00}: a {@link CosemDate#parse date}, {@code T} or a blank,
   * a {@link CosemTime#parse time}, and maybe an offset from UTC; the status is 0. Or all twelve
   * octets as 24 hexadecimal digits.
   *
   * @throws IllegalArgumentException the text is none
   */
  public static CosemDateTime parse(String text) {
    return DateTimeText.dateTime(text);
  }

  /**
   * Reads twelve octets.
   *
   * @throws IndexOutOfBoundsException there are not so many
   */
  public static CosemDateTime read(byte[] bytes, int offset) {
    return new CosemDateTime(
        CosemDate.read(bytes, offset),
        CosemTime.read(bytes, offset + CosemDate.OCTETS),
        (short) ((bytes[offset + 9] & 0xFF) << 8 | bytes[offset + 10] & 0xFF),
        bytes[offset + 11] & 0xFF);
  }

  /** Writes twelve octets. */
  public void write(DataWriter out) {
    date.write(out);
    time.write(out);
    out.put16(deviation).put8(status);
  }

  /** The twelve octets. */
  public byte[] bytes() {
    DataWriter out = new DataWriter(OCTETS);
    write(out);
    return out.toByteArray();
  }

  /** Whether the deviation from UTC is known, and one that can be. */
  public boolean hasDeviation() {
    return deviation != NO_DEVIATION && deviation >= -18 * 60 && deviation <= 18 * 60;
  }

  /** Whether a status is given and has this bit. */
  public boolean has(int statusBit) {
    return status != NO_STATUS && (status & statusBit) != 0;
  }

  /** The one local time that is meant, if the fields say so. */
  public Optional<LocalDateTime> toLocalDateTime() {
    return date.toLocalDate().flatMap(day -> time.toLocalTime().map(day::atTime));
  }

  /** The one moment that is meant, if the fields say so and the deviation is given. */
  public Optional<OffsetDateTime> toOffsetDateTime() {
    if (!hasDeviation()) {
      return Optional.empty();
    }
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(-deviation * 60);
    return toLocalDateTime().map(local -> local.atOffset(offset));
  }

  /** The one moment that is meant, if the fields say so and the deviation is given. */
  public Optional<Instant> toInstant() {
    return toOffsetDateTime().map(OffsetDateTime::toInstant);
  }

  /**
   * The one moment that is meant, in a zone where the deviation is not given. Of the two moments of
   * the hour that daylight saving's end repeats, the bit {@link #DAYLIGHT_SAVING} decides.
   *
   * @param zone the meter's
   */
  public Optional<Instant> toInstant(ZoneId zone) {
    if (hasDeviation()) {
      return toInstant();
    }
    return toLocalDateTime()
        .map(local -> local.atZone(zone))
        .map(
            moment ->
                status == NO_STATUS || has(DAYLIGHT_SAVING)
                    ? moment.withEarlierOffsetAtOverlap()
                    : moment.withLaterOffsetAtOverlap())
        .map(ZonedDateTime::toInstant);
  }

  /** As {@link #parse} reads it, without the status. */
  @Override
  public String toString() {
    return DateTimeText.of(this);
  }
}
