/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSourceTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # Host,         Origin,                 Referer,                     Sec-Fetch-Site, passes
          localhost:8686, -,                      -,                           -,           true
          localhost:8686, http://localhost:8686,  -,                           same-origin, true
          localhost:8686, http://LOCALHOST:8686,  -,                           -,           true
          localhost:8686, http://localhost:8687,  -,                           same-site,   false
          localhost:8686, http://localhost,       -,                           -,           false
          localhost:8686, http://evil.example,    http://localhost:8686/,      -,           false
          localhost:8686, null,                   -,                           -,           false
          localhost:8686, '',                     -,                           -,           false
          localhost:8686, not an origin,          -,                           -,           false
          localhost:8686, -,                      http://localhost:8686/a?b=c, -,           true
          localhost:8686, -,                      http://evil.example/?localhost:8686, -,   false
          localhost:8686, http://localhost:8686,  -,                           cross-site,  false
          localhost:8686, -,                      -,                           cross-site,  false
          localhost:8686, http://u@localhost:8686, -,                          -,           false
          [::1]:8686,     http://[::1]:8686,      -,                           -,           true
          gw.example,     https://gw.example,     -,                           -,           true
          gw.example:443, https://gw.example,     -,                           -,           true
          gw.example,     http://gw.example:80,   -,                           -,           true
          gw.example:443, http://gw.example,      -,                           -,           false
          -,              http://gw.example,      -,                           -,           false
          """)
  void onlyTheOwnHostMayChangeSomething(
      String host, String origin, String referer, String site, boolean passes) {
    RequestSource source = new RequestSource(host, origin, referer, site, null, null);

    assertEquals(passes, source.mayDo("POST"));
    assertEquals(passes, source.mayDo("DELETE"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # Origin,              Sec-Fetch-Site, Mode,     Dest,     passes
          -,                     -,              -,        -,        true
          http://localhost:8686, same-origin,    cors,     empty,    true
          http://evil.example,   -,              -,        -,        false
          null,                  -,              -,        -,        false
          http://evil.example,   cross-site,     cors,     empty,    false
          -,                     cross-site,     navigate, document, true
          -,                     cross-site,     navigate, iframe,   false
          -,                     cross-site,     no-cors,  script,   false
          -,                     cross-site,     -,        -,        false
          """)
  void aPageOfAnotherSiteMayLeadHereButReadNothing(
      String origin, String site, String mode, String destination, boolean passes) {
    RequestSource source =
        new RequestSource("localhost:8686", origin, null, site, mode, destination);

    assertEquals(passes, source.mayDo("GET"));
    assertEquals(passes, source.mayDo("HEAD"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost:8686", "127.0.0.1:8686", "127.1.2.3", "[::1]:80"})
  void someNamesAlwaysMeanThisMachine(String host) {
    assertTrue(new RequestSource(host, null, null, null, null, null).isForThisMachine());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost:x",
        "localhost:8686@evil.example",
        "127.0.0.1.",
        "192.0.2.1",
        "[::2]",
        "",
        " localhost",
        "0"
      })
  void othersMayNot(String host) {
    assertFalse(new RequestSource(host, null, null, null, null, null).isForThisMachine());
  }

  @Test
  void whoSaysNoHostAsksForNobody() {
    assertFalse(new RequestSource(null, null, null, null, null, null).isForThisMachine());
  }

  @Test
  void addressesOfThisMachineAreKnown() {
    for (String address : List.of("127.0.0.1", "127.9.9.9", "::1", "[0:0:0:0:0:0:0:1]")) {
      assertTrue(RequestSource.isThisMachine(address), address);
    }
    for (String address : List.of("192.0.2.1", "::2", "12.7.0.1", "fe80::1")) {
      assertFalse(RequestSource.isThisMachine(address), address);
    }
  }
}
