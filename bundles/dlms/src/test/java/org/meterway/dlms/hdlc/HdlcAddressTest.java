/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of 1, 2 and 4 bytes (IEC 62056-46, 6.4.2). */
class HdlcAddressTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 1, 03",
    "16, 0, 1, 21",
    "127, 0, 1, FF",
    "1, 17, 2, 0223",
    "127, 127, 2, FEFF",
    "1, 17, 4, 00020023",
    "4660, 9029, 4, 48688C8B",
    "16383, 16383, 4, FEFEFEFF"
  })
  void standsAsTheStandardSays(int upper, int lower, int size, String hex) {
    HdlcAddress address = new HdlcAddress(upper, lower, size);
    byte[] bytes = new byte[size];

    address.write(bytes, 0);

    assertArrayEquals(HexFormat.of().parseHex(hex), bytes);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "300, 0, 4"})
  void aLoneMeterHasTheShortestAddress(int device, int lower, int size) {
    assertEquals(new HdlcAddress(device, lower, size), HdlcAddress.server(device));
  }

  @ParameterizedTest
  @CsvSource({"1, 17, 2", "1, 300, 4", "300, 1, 4"})
  void aPhysicalDeviceTakesTwoBytesOrFour(int upper, int lower, int size) {
    assertEquals(new HdlcAddress(upper, lower, size), HdlcAddress.server(upper, lower));
  }

  @ParameterizedTest
  @CsvSource({"128, 0, 1", "1, 1, 1", "1, 1, 3", "128, 0, 2", "16384, 0, 4", "-1, 0, 1"})
  void whatDoesNotFitIsRefused(int upper, int lower, int size) {
    assertThrows(IllegalArgumentException.class, () -> new HdlcAddress(upper, lower, size));
  }

  @Test
  void allOnesMeanEveryStation() {
    assertTrue(new HdlcAddress(0x7F, 0, 1).isAllStations());
    assertTrue(new HdlcAddress(0x3FFF, 0x3FFF, 4).isAllStations());
  }
}
