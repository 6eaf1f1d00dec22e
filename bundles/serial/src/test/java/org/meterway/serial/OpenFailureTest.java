/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFailureTest {
  private static final LineSettings LINE =
      SerialSettings.of(Configs.of(Map.of("device", "/dev/ttyUSB0"))).line();

  private static DeviceFile file(boolean accessible, String permissions) {
    return new DeviceFile(Path.of("/dev/ttyUSB0"), accessible, "root", "dialout", permissions);
  }

  @Test
  void givenADeviceOfAGroup_whenTheUserIsNotInIt_thenTheGroupIsNamed() {
    assertEquals(
        "permission denied: user meterway is not in group dialout"
            + " (/dev/ttyUSB0 is root:dialout rw-rw----)",
        OpenFailure.reason(13, file(false, "rw-rw----"), LINE, "meterway"));
  }

  @Test
  void givenADeviceThatNoGroupMayUse_thenTheGroupIsNotBlamed() {
    assertEquals(
        "permission denied: user meterway may not read and write"
            + " (/dev/ttyUSB0 is root:dialout rw-------)",
        OpenFailure.reason(13, file(false, "rw-------"), LINE, "meterway"));
  }

  @ParameterizedTest
  @CsvSource({
    "2, in use by another port of this gateway",
    "11, in use by another program",
    "16, in use by another program",
    "25, not a serial device",
    "22, cannot be set to 115200 8N1",
    "19, absent or was just unplugged",
    "99, system error 99"
  })
  void givenASystemError_thenItIsPutIntoWords(int errno, String words) {
    String reason = OpenFailure.reason(errno, file(true, "rw-rw----"), LINE, "meterway");
    assertTrue(reason.startsWith("/dev/ttyUSB0 "), reason);
    assertTrue(reason.contains(words), reason);
  }
}
