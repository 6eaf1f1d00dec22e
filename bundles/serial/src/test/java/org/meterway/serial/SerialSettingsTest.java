/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.api.config.InvalidConfigurationException;

class SerialSettingsTest {
  private static SerialSettings settings(Map<String, Object> values) {
    return SerialSettings.of(Configs.of(values));
  }

  @Test
  void givenADeviceOnly_thenTheDefaultsAre115200And8N1() {
    SerialSettings settings = settings(Map.of("device", " /dev/ttyUSB0 "));
    assertEquals("/dev/ttyUSB0", settings.line().device());
    assertEquals("115200 8N1", settings.line().inWords());
    assertEquals(Duration.ofSeconds(2), settings.reopenDelay());
    assertEquals(Duration.ofSeconds(2), settings.writeTimeout());
    assertEquals(Rs485.OFF, settings.line().rs485());
  }

  @Test
  void givenSeveralWrongValues_thenEachIsNamedWithWhatWouldBeRight() {
    InvalidConfigurationException e =
        assertThrows(
            InvalidConfigurationException.class,
            () ->
                settings(Map.of("baudRate", 7, "dataBits", 9, "parity", "BOTH", "stopBits", "3")));
    assertEquals(5, e.problems().size(), e.getMessage());
    assertTrue(e.getMessage().contains(SerialPortComponent.PID), e.getMessage());
    assertTrue(e.getMessage().contains("device is \"\", expected a path such as /dev/ttyUSB0"));
    assertTrue(e.getMessage().contains("baudRate is \"7\", expected a whole number from 50"));
    assertTrue(e.getMessage().contains("parity is \"BOTH\", expected one of NONE, ODD, EVEN"));
    assertTrue(e.getMessage().contains("stopBits is \"3\", expected one of 1, 1.5, 2"));
  }

  @ParameterizedTest
  @CsvSource({"8, 1.5, false", "5, 1.5, true", "5, 2, false", "7, 2, true", "5, 1, true"})
  void givenDataAndStopBits_thenOnlyWhatAUartCanIsAccepted(
      int dataBits, String stopBits, boolean accepted) {
    Map<String, Object> values =
        Map.of("device", "/dev/ttyS0", "dataBits", dataBits, "stopBits", stopBits);
    if (accepted) {
      assertEquals(stopBits, settings(values).line().stopBits().label);
    } else {
      assertThrows(InvalidConfigurationException.class, () -> settings(values));
    }
  }

  @Test
  void givenRs485Off_thenItsDetailsDoNotMakeTheLineDiffer() {
    assertEquals(
        settings(Map.of("device", "/dev/ttyS0")).line(),
        settings(Map.of("device", "/dev/ttyS0", "rs485DelayAfterMs", 5)).line());
  }

  @Test
  void givenALine_thenTheTransmissionTimeCountsStartParityAndStopBits() {
    LineSettings line =
        settings(
                Map.of(
                    "device", "/dev/ttyS0",
                    "baudRate", 1200,
                    "dataBits", 7,
                    "parity", "even",
                    "stopBits", "1"))
            .line();
    assertEquals(Duration.ofSeconds(1).toNanos(), line.transmissionNanos(120));
    assertEquals("1200 7E1", line.inWords());
  }
}
