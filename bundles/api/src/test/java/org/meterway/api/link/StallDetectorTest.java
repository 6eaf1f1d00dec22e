/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StallDetectorTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final StallDetector detector = new StallDetector();

  @Test
  void whatWaitsAndDoesNotMoveIsTold() {
    assertEquals(Map.of(), at(0, new LinkProgress(3, 10, 0, 0)));
    assertEquals(Map.of(), at(29, new LinkProgress(4, 10, 0, 0)));
    assertEquals(
        Map.of("meter1", "5 messages wait for a handler for 30 s"),
        at(30, new LinkProgress(5, 10, 0, 0)));
  }

  @Test
  void whatMovesDoesNotStand() {
    at(0, new LinkProgress(3, 10, 0, 0));
    at(29, new LinkProgress(3, 11, 0, 0));

    assertEquals(Map.of(), at(58, new LinkProgress(3, 11, 0, 0)));
    assertEquals(Map.of(), at(60, new LinkProgress(3, 12, 0, 0)));
  }

  @Test
  void nothingThatWaitsIsNoStall() {
    at(0, new LinkProgress(0, 10, 0, 0));

    assertEquals(Map.of(), at(3600, new LinkProgress(0, 10, 0, 0)));
    assertEquals(Map.of(), at(3601, new LinkProgress(1, 10, 0, 0)));
  }

  @Test
  void payloadsAtTheHeadEndAreWatchedForThemselves() {
    at(0, new LinkProgress(0, 0, 7, 100));
    at(20, new LinkProgress(1, 5, 7, 100));

    assertEquals(
        Map.of("meter1", "8 payloads wait at the connected head end for 31 s"),
        at(31, new LinkProgress(0, 9, 8, 100)));
  }

  @Test
  void aLinkThatWentAndCameBeginsAnew() {
    at(0, new LinkProgress(1, 0, 0, 0));
    detector.stalled(Map.of(), LIMIT, Duration.ofSeconds(10).toNanos());

    assertEquals(Map.of(), at(31, new LinkProgress(1, 0, 0, 0)));
  }

  private Map<String, String> at(int second, LinkProgress progress) {
    return detector.stalled(
        Map.of("meter1", progress), LIMIT, Duration.ofSeconds(second).toNanos());
  }
}
