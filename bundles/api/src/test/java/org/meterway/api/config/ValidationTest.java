/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ValidationTest {
  private final Validation check = Validation.of("org.example.Thing");

  @Test
  void rightValuesPassAndComeBack() {
    assertEquals(7, check.range("n", 7, 1, 7));
    assertEquals("x", check.required("s", " x ", "a text"));
    assertEquals(TimeUnit.SECONDS, check.choice("u", " seconds ", TimeUnit.class));
    assertArrayEquals(new byte[] {0x7E, (byte) 0xFF}, check.hex("h", "7e FF", 2));
    assertArrayEquals(new byte[0], check.hex("h", null, 2));
    assertDoesNotThrow(check::check);
  }

  @Test
  void allProblemsAreToldAtOnceWithPidPropertyValueAndWhatWouldBeRight() {
    check.range("port", 99999, 1, 65535);
    check.required("host", "  ", "a host name or an address");
    check.choice("unit", "weeks", TimeUnit.class);
    check.hex("packet", "7", 10);
    check.hex("packet", "010203", 2);

    InvalidConfigurationException refused =
        assertThrows(InvalidConfigurationException.class, check::check);

    assertEquals(
        List.of(
            "port is \"99999\", expected a whole number from 1 to 65535",
            "host is \"  \", expected a host name or an address",
            "unit is \"weeks\", expected one of NANOSECONDS, MICROSECONDS, MILLISECONDS, SECONDS,"
                + " MINUTES, HOURS, DAYS",
            "packet is \"7\", expected pairs of hex digits such as 7E 01 FF",
            "packet is \"010203\", expected at most 2 bytes"),
        refused.problems());
    assertEquals(
        "Invalid configuration of org.example.Thing: " + String.join("; ", refused.problems()),
        refused.getMessage());
  }

  @Test
  void instanceIsNamedAsKuraNamesIt() {
    assertEquals(
        "meter1",
        Validation.instanceName(
            Map.of("kura.service.pid", "meter1", "service.pid", "org.example.Thing-17")));
    assertEquals("x", Validation.instanceName(Map.of("kura.service.pid", " ", "service.pid", "x")));
    assertEquals("c", Validation.instanceName(Map.of("component.name", "c")));
    assertEquals("unnamed", Validation.instanceName(Map.of()));
  }
}
