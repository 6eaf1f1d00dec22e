/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {
  private static FakeExchange exchange(String... headers) {
    FakeExchange exchange = new FakeExchange("GET", "");
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i + 1] != null) {
        exchange.with(headers[i], headers[i + 1]);
      }
    }
    return exchange;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # Origin,                     Referer,                      Sec-Fetch-Site, passes
          -,                            -,                            -,              true
          http://gateway.example:8686,  -,                            same-origin,    true
          http://GATEWAY.example:8686,  -,                            -,              true
          http://gateway.example,       -,                            -,              false
          http://gateway.example:8687,  -,                            same-site,      false
          -,                            -,                            none,           false
          -,                            -,                            same-site,      false
          -,                            -,                            cross-site,     false
          null,                         -,                            -,              false
          '',                           -,                            -,              false
          http://evil.example,          http://gateway.example:8686/, -,              false
          -,                            http://gateway.example:8686/, -,              true
          -,                            http://evil.example/,         -,              false
          """)
  void onlyOurOwnPagesChangeSomething(String origin, String referer, String site, boolean passes) {
    Sender sender =
        new Sender(exchange("Origin", origin, "Referer", referer, "Sec-Fetch-Site", site));

    assertEquals(passes, sender.mayChange());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # Origin,                     Sec-Fetch-Site, Mode,     Dest,     passes
          -,                            -,              -,        -,        true
          http://gateway.example:8686,  same-origin,    cors,     empty,    true
          http://evil.example,          -,              -,        -,        false
          -,                            cross-site,     navigate, document, true
          -,                            cross-site,     navigate, iframe,   false
          -,                            cross-site,     no-cors,  script,   false
          """)
  void otherPagesMayLeadHereAndReadNothing(
      String origin, String site, String mode, String destination, boolean passes) {
    Sender sender =
        new Sender(
            exchange(
                "Origin", origin,
                "Sec-Fetch-Site", site,
                "Sec-Fetch-Mode", mode,
                "Sec-Fetch-Dest", destination));

    assertEquals(passes, sender.mayRead());
  }
}
