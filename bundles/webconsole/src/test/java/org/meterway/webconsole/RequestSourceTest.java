/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    RequestSource source = new RequestSource(host, origin, referer, site);

    assertEquals(passes, source.mayDo("POST"));
    assertEquals(passes, source.mayDo("DELETE"));
  }

  @Test
  void whoeverMayRead() {
    RequestSource source =
        new RequestSource("localhost:8686", "http://evil.example", null, "cross-site");

    assertTrue(source.mayDo("GET"));
    assertTrue(source.mayDo("HEAD"));
  }
}
