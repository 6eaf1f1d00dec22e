/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Addresses of any text: an address that reads again, or what would be right in words. */
class HttpAddressFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    String text = new Choices(input).text();
    HttpAddress address;
    try {
      address = HttpAddress.parse(text);
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().contains("HOST:PORT"));
      return;
    }
    assertTrue(address.port() >= 0 && address.port() <= 65535);
    assertEquals(address, HttpAddress.parse(address.toString()));
  }

  @Override
  protected List<String> words() {
    return List.of("127.0.0.1", "localhost", ":", "8686", "[::1]", "[", "]", "65536", "off", "0");
  }
}
