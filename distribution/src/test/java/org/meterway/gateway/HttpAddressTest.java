/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
  @Test
  void hostAndPortAreRead() {
    assertEquals(new HttpAddress("127.0.0.1", 8686), HttpAddress.parse("127.0.0.1:8686"));
    assertEquals(new HttpAddress("::1", 0), HttpAddress.parse("[::1]:0"));
    assertEquals(new HttpAddress("fe80::1%eth0", 80), HttpAddress.parse("[fe80::1%eth0]:80"));
    assertEquals("[::1]:80", new HttpAddress("::1", 80).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8686",
        ":8686",
        "localhost",
        "localhost:",
        "localhost:65536",
        "a:b",
        "a b:1",
        "[x]:1",
        "::1:1"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> HttpAddress.parse(text));

    assertEquals(
        "\"" + text + "\" is not HOST:PORT such as 127.0.0.1:8686, and not off", e.getMessage());
  }

  @Test
  void onlyALoopbackAddressIsForThisMachineAlone() {
    assertTrue(HttpAddress.DEFAULT.isLoopback());
    assertTrue(new HttpAddress("::1", 1).isLoopback());
    assertFalse(new HttpAddress("0.0.0.0", 1).isLoopback());
    assertFalse(new HttpAddress("192.0.2.1", 1).isLoopback());
  }
}
