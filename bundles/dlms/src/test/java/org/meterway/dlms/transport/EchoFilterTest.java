/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What an optical head gives back. */
class EchoFilterTest {
  private final EchoFilter echo = new EchoFilter();

  private void sent(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    echo.sent(bytes, 0, bytes.length);
  }

  private String received(String text) {
    byte[] bytes = new byte[64];
    byte[] came = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(came, 0, bytes, 1, came.length);
    int left = echo.received(bytes, 1, came.length);
    return new String(bytes, 1, left, StandardCharsets.US_ASCII);
  }

  @Test
  void whatWasSentIsDroppedInOneReadOrSeveral() {
    sent("hello");
    assertEquals("", received("he"));
    assertEquals("answer", received("lloanswer"));
    sent("again");
    assertEquals("x", received("againx"));
    assertEquals("again", received("again"), "it comes once");
  }

  @Test
  void aLineWithoutEchoLosesNothingOfAnAnswerThatBeginsLikeOne() {
    sent("hello");
    assertEquals("", received("he"));
    assertEquals(2, echo.held());
    assertEquals("help", received("lp"));
    sent("hello");
    assertEquals("hello", received("hello"), "known to have no echo");
  }

  @Test
  void aLineWithEchoMayGarbleOne() {
    sent("hello");
    received("hello");
    sent("hello");

    assertEquals("Xllo", received("heXllo"));

    sent("again");
    assertEquals("", received("again"));
  }

  @Test
  void aLostEchoDoesNotSpoilTheNext() {
    sent("hello");
    received("hello");
    sent("hello");
    sent("again");
    assertEquals("x", received("againx"));
  }
}
