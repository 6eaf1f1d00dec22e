/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WrittenRuleTest {
  private static final int WINDOW = 256 * 1024;

  /** More than the system can hold of a stream with the smallest buffer. */
  private static final int FULL = 100_000;

  private final SentPayloads sent = new SentPayloads();
  private final StreamProgress stream = new StreamProgress(0);
  private HeadEndSettings settings =
      TestSettings.at(1).with("resendWindowBytes", WINDOW).settings();
  private boolean closing;
  private long held;
  private final WrittenRule rule =
      new WrittenRule(stream, () -> held, () -> settings, () -> closing);
  private long number;

  @Test
  void whatIsAcknowledgedAndOldIsDelivered() {
    write(10, 0);
    write(10, 1);
    stream.acknowledged(20);
    assertEquals(0, rule.settle(sent, seconds(9)));
    assertEquals(seconds(10), rule.reviewAt(sent));
    assertEquals(1, rule.settle(sent, seconds(10)));
    assertEquals(2, rule.settle(sent, seconds(11)));
    assertEquals(DeliveryRule.NEVER, rule.reviewAt(sent));
  }

  @Test
  void whatIsNotAcknowledgedStaysHoweverOldItIs() {
    write(10, 0);
    stream.acknowledged(9);
    assertEquals(0, rule.settle(sent, seconds(1000)));
    assertEquals(DeliveryRule.NEVER, rule.reviewAt(sent));
    stream.acknowledged(10);
    assertEquals(1, rule.settle(sent, seconds(1000)));
  }

  @Test
  void withoutAResendTimeWhatIsAcknowledgedIsDelivered() {
    settings = TestSettings.at(1).with("resendSeconds", 0).settings();
    write(10, 0);
    assertEquals(0, rule.settle(sent, 0));
    stream.acknowledged(10);
    assertEquals(1, rule.settle(sent, 0));
  }

  @Test
  void aFullWindowGivesWayToWhatIsNewButForWhatMayBeUnacknowledged() {
    for (int i = 0; i < 3; i++) {
      write(FULL, 0);
    }
    // 300,000 bytes are more than the window, and the system holds at most 65,536 of them.
    assertTrue(rule.isPressed(sent));
    assertEquals(1, rule.settle(sent, 0));
    assertEquals(2, sent.payloads());
    assertFalse(rule.isPressed(sent));
  }

  @Test
  void whatTheChannelHoldsIsNotWithTheSystem() {
    for (int i = 0; i < 3; i++) {
      write(FULL, 0);
    }
    held = 200_000;
    assertEquals(0, rule.settle(sent, 0));
    held = 100_000;
    assertEquals(1, rule.settle(sent, 0));
  }

  @Test
  void theWindowTakesAtMostHalfOfTheQueue() {
    settings = TestSettings.at(1).with("queueMaxPayloads", 4).settings();
    for (int i = 0; i < 4; i++) {
      write(1, 0);
    }
    assertTrue(rule.isPressed(sent));
    stream.acknowledged(4);
    assertEquals(2, rule.settle(sent, 0));
    assertFalse(rule.isPressed(sent));

    settings = TestSettings.at(1).with("queueMaxBytes", 1024L).settings();
    write(511, 0);
    stream.acknowledged(515);
    assertEquals(3, rule.settle(sent, 0));
  }

  @Test
  void asNothingMoreComesAgeHasNoMeaning() {
    write(10, 0);
    stream.acknowledged(10);
    closing = true;
    assertEquals(1, rule.settle(sent, 0));
  }

  @Test
  void aSystemThatTakesMoreThanItShouldIsStoppedIfItSaysWhatItHas() {
    StreamProgress boundless = new StreamProgress(1 << 30);
    WrittenRule one = new WrittenRule(boundless, () -> 0, () -> settings, () -> false);
    boundless.wrote(WINDOW, 0);
    assertEquals(Integer.MAX_VALUE, one.room(0, 0));
    boundless.acknowledged(0);
    boundless.wrote(1, 0);
    assertEquals(0, one.room(0, 0));
    boundless.acknowledged(2);
    assertEquals(Integer.MAX_VALUE, one.room(0, 0));
  }

  private void write(int length, long atSecond) {
    stream.wrote(length, seconds(atSecond));
    sent.add(++number, 1, length, stream.written(), seconds(atSecond));
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
