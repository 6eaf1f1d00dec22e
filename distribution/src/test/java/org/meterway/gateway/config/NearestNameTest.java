/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void swappedMissingAndExtraLettersCostOneEach() {
    assertEquals(1, NearestName.distance("device", "devcie"));
    assertEquals(1, NearestName.distance("device", "devce"));
    assertEquals(1, NearestName.distance("device", "devicce"));
    assertEquals(0, NearestName.distance("baudRate", "BAUDRATE"));
    assertEquals(6, NearestName.distance("", "device"));
  }

  @Test
  void theClosestWinsAndNothingFarIsOffered() {
    List<String> known = List.of("device", "dataBits", "stopBits");

    assertEquals(Optional.of("stopBits"), NearestName.among(known, "stopbit"));
    assertEquals(Optional.empty(), NearestName.among(known, "colour"));
  }
}
