/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Value;

class ParametersOptionsTest {
  @Test
  void givenNothingThenThereAreNoParameters() {
    assertEquals(Map.of(), options("", " ").values());
    assertEquals(Map.of(), options(null, null, "", " ").values());
  }

  @Test
  void givenDeviceNameAndSerialNumberThenTheyAreTexts() {
    assertEquals(
        Map.of(0x8007, Value.text("Meter A"), 0x8005, Value.text("12345")),
        options("Meter A", "12345").values());
  }

  @Test
  void givenEntriesOfEachTypeThenTheyAreRead() {
    assertEquals(
        Map.of(
            0x2801,
            Value.octets((byte) 0x31, (byte) 0x32, (byte) 0x33),
            0x2802,
            Value.text("a=b:c"),
            10243,
            Value.number(DataType.UNSIGNED, 255),
            0x2804,
            Value.number(DataType.LONG_UNSIGNED, 65535),
            0x2805,
            Value.number(DataType.DOUBLE_LONG_UNSIGNED, 4294967295L),
            0x2806,
            new Value(
                DataType.DATE_TIME,
                new byte[] {7, (byte) 0xEA, 1, 1, 4, 0, 0, 0, 0, (byte) 0x80, 0, 0})),
        options(
                "",
                "",
                "0x2801=octet-string:31 32 33",
                "0x2802=visible-string:a=b:c",
                "10243=unsigned:255",
                " 0x2804 = long-unsigned : 65535",
                "0x2805=double-long-unsigned:4294967295",
                "0x2806=date-time:07EA01010400000000800000")
            .values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0x2801 | <id>=<type>:<value>",
        "0x2801=octet-string | <id>=<type>:<value>",
        "0x12345=unsigned:1 | a parameter id from 0 to 65535",
        "x=unsigned:1 | a parameter id from 0 to 65535",
        "0x2801=string:1 | one of the types double-long-unsigned, octet-string",
        "0x2801=octet-string:313 | pairs of hex digits",
        "0x2801=unsigned:256 | a whole number from 0 to 255",
        "0x2801=unsigned:-1 | a whole number from 0 to 255",
        "0x2801=long-unsigned:one | a whole number from 0 to 65535",
        "0x2801=date-time:00 | 12 bytes",
        "0x2801=visible-string:\u20AC | characters of ISO 8859-1"
      })
  void givenAWrongEntryThenTheErrorNamesItAndWhatIsRight(String entry, String expected) {
    InvalidConfigurationException error =
        assertThrows(InvalidConfigurationException.class, () -> options("", "", entry));

    String start = "parameters is \"" + entry + "\", expected " + expected;
    assertEquals(start, error.problems().get(0).substring(0, start.length()));
  }

  @Test
  void givenAParameterTwiceThenBothPlacesAreSeen() {
    InvalidConfigurationException error =
        assertThrows(
            InvalidConfigurationException.class,
            () -> options("", "1", "0x8005=octet-string:31", "1=unsigned:1", "1=unsigned:2"));

    assertEquals(
        List.of(
            "parameters is \"0x8005=octet-string:31\", expected each parameter once",
            "parameters is \"1=unsigned:2\", expected each parameter once"),
        error.problems());
  }

  @Test
  void givenATextThatDoesNotFitThenTheErrorNamesTheProperty() {
    InvalidConfigurationException error =
        assertThrows(InvalidConfigurationException.class, () -> options("x".repeat(256), "\u20AC"));

    assertEquals(2, error.problems().size());
    assertEquals(
        "serialNumber is \"\u20AC\", expected at most 255 characters of ISO 8859-1",
        error.problems().get(1));
  }

  private static ParametersOptions options(
      String deviceName, String serialNumber, String... parameters) {
    return ParametersOptions.of(
        new ParametersConfig() {
          @Override
          public String deviceName() {
            return deviceName;
          }

          @Override
          public String serialNumber() {
            return serialNumber;
          }

          @Override
          public String[] parameters() {
            return parameters;
          }

          @Override
          public Class<? extends Annotation> annotationType() {
            return ParametersConfig.class;
          }
        });
  }
}
