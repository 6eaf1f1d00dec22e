/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times (Blue Book, "Date and time formats"). */
class CosemDateTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void deviationIsFromLocalTimeToUtc() {
    CosemDateTime summer = read("07E704010615202300FF8880");

    assertEquals(-120, summer.deviation());
    assertTrue(summer.has(CosemDateTime.DAYLIGHT_SAVING));
    assertFalse(summer.has(CosemDateTime.INVALID));
    assertEquals(
        Optional.of(OffsetDateTime.parse("2023-04-01T21:32:35+02:00")), summer.toOffsetDateTime());
    assertEquals(Optional.of(Instant.parse("2023-04-01T19:32:35Z")), summer.toInstant());
    assertEquals("2023-04-01T21:32:35+02:00", summer.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "07E704010615202300FF8880",
        "FFFFFFFFFFFFFFFFFF8000FF",
        "07E8FEFE07020000FF800080",
        "000000000000000000000000",
        "07D0010106162100FF800001"
      })
  void isKeptOctetForOctet(String hex) {
    assertArrayEquals(DataTest.bytes(hex), read(hex).bytes());
    assertEquals(read(hex), CosemDateTime.parse(hex));
  }

  @Test
  void whatIsNotSpecifiedIsNoMoment() {
    assertEquals(Optional.empty(), read("FFFFFFFFFFFFFFFFFF8000FF").toLocalDateTime());
    assertEquals(Optional.empty(), read("07E7FF010615202300FF8880").toInstant());
    CosemDateTime noDeviation = read("07E704010615202300800000");
    assertEquals(Optional.empty(), noDeviation.toInstant());
    assertEquals(
        Optional.of(LocalDateTime.parse("2023-04-01T21:32:35")), noDeviation.toLocalDateTime());
    assertFalse(read("07E704010615202300FF88FF").has(CosemDateTime.DAYLIGHT_SAVING));
  }

  @Test
  void impossibleFieldsAreNoMoment() {
    assertEquals(Optional.empty(), read("07E7021EFF15202300800000").toLocalDateTime());
    assertEquals(Optional.empty(), read("07E704010618202300FF8880").toLocalDateTime());
    assertEquals(Optional.empty(), read("07E7040106152023007FFF80").toInstant());
  }

  @Test
  void hundredthsThatAreNotSpecifiedCountAsNone() {
    assertEquals(
        Optional.of(Instant.parse("2023-04-01T19:32:35Z")),
        read("07E7040106152023FFFF8880").toInstant());
  }

  @Test
  void withoutADeviationTheZoneDecides() {
    assertEquals(
        Optional.of(Instant.parse("2023-07-01T10:00:00Z")),
        read("07E70701060C000000800000").toInstant(BERLIN));
    assertEquals(
        Optional.of(Instant.parse("2023-10-29T00:30:00Z")),
        read("07E70A1D07021E0000800080").toInstant(BERLIN));
    assertEquals(
        Optional.of(Instant.parse("2023-10-29T01:30:00Z")),
        read("07E70A1D07021E0000800000").toInstant(BERLIN));
  }

  @Test
  void theLastDaysOfAMonthAreFound() {
    assertEquals(
        Optional.of(LocalDate.of(2024, 2, 29)),
        new CosemDate(2024, 2, CosemDate.LAST_DAY, 255).toLocalDate());
    assertEquals(
        Optional.of(LocalDate.of(2023, 2, 27)),
        new CosemDate(2023, 2, CosemDate.SECOND_LAST_DAY, 255).toLocalDate());
  }

  @Test
  void comesFromAMomentOfJava() {
    CosemDateTime summer =
        CosemDateTime.of(ZonedDateTime.of(LocalDateTime.parse("2023-04-01T21:32:35"), BERLIN));

    assertArrayEquals(DataTest.bytes("07E704010615202300FF8880"), summer.bytes());
    assertArrayEquals(
        DataTest.bytes("07E801010100000000000000"),
        CosemDateTime.of(OffsetDateTime.parse("2024-01-01T00:00:00Z")).bytes());
    assertEquals(
        330, -CosemDateTime.of(OffsetDateTime.parse("2024-01-01T00:00:00+05:30")).deviation());
  }

  @ParameterizedTest
  @CsvSource({
    "2024-04-01T21:35:35+02:00, 07E804010115232300FF8800",
    "2024-04-01 21:35, 07E804010115230000800000",
    "2024-04-01T21:35:35.50Z, 07E804010115232332000000",
    "2024-04-01T21:35:35-03:30, 07E80401011523230000D200",
    "*-*-01T00:00:00, FFFFFF01FF00000000800000",
    "*-dst-end-last SunT03:00:00, FFFFFDFE0703000000800000",
    "*-dst-begin-last-1T*:*:*.*, FFFFFEFDFFFFFFFFFF800000"
  })
  void isReadFromText(String text, String hex) {
    String written = text.replace(' ', text.contains("Sun") ? ' ' : 'T');

    CosemDateTime moment = CosemDateTime.parse(text);

    assertEquals(read(hex), moment);
    assertEquals(moment, CosemDateTime.parse(moment.toString()), written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-04-01",
        "2024-13-01T00:00",
        "2024-01-32T00:00",
        "2024-01-01T24:00",
        "07E8"
      })
  void textThatIsNoneIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> CosemDateTime.parse(text));
  }

  @Test
  void fieldsFitTheirOctets() {
    assertThrows(IllegalArgumentException.class, () -> new CosemDate(65536, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CosemTime(256, 0, 0, 0));
  }

  private static CosemDateTime read(String hex) {
    return CosemDateTime.read(DataTest.bytes(hex), 0);
  }
}
