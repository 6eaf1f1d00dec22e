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
import org.meterway.tcp.SessionWatch.Need;

class SessionWatchTest {
  /** Soon after it the clock's value overflows, as that of System.nanoTime may. */
  private static final long START = Long.MAX_VALUE - 1000;

  private static final long MILLIS_50 = TimeUnit.MILLISECONDS.toNanos(50);

  private final HeadEndSettings settings =
      TestSettings.at(1)
          .with("heartbeat", "beat")
          .with("heartbeatSeconds", 20)
          .with("idleTimeoutSeconds", 60)
          .with("writeStallSeconds", 30)
          .settings();

  /** Without a time-out or heartbeat of its own but for what is confirmed. */
  private final HeadEndSettings quiet = TestSettings.at(1).with("writeStallSeconds", 0).settings();

  private final Session session =
      new Session(
          null, new PlainChannel(null), null, Thread.currentThread(), new StreamProgress(0), START);
  private final SessionWatch watch = new SessionWatch(session);

  @Test
  void aHeartbeatIsDueWhenNothingWasSentForItsInterval() {
    assertNeed(Need.NOTHING, 19);
    assertNeed(Need.HEARTBEAT, 20);
    wroteAndAcknowledged(1, at(15));
    assertNeed(Need.NOTHING, 34);
    assertNeed(Need.HEARTBEAT, 35);
  }

  @Test
  void aStallLastsFromTheLastByteTaken() {
    watch.looked(false, false, at(10));
    session.wrote(5, false, at(10));
    session.wrote(0, false, at(20));
    assertNeed(Need.NOTHING, 39);
    assertNeed(Need.END_OF_STALL, 40);
    session.wrote(1, false, at(39));
    assertNeed(Need.NOTHING, 59);
  }

  @Test
  void silenceLastsFromTheLastByteReceived() {
    wroteAndAcknowledged(1, at(59));
    assertNeed(Need.NOTHING, 59);
    assertNeed(Need.END_OF_SILENCE, 60);
    session.received(at(59));
    assertNeed(Need.NOTHING, 60);
  }

  @Test
  void aConnectionIsGoodOnceItBringsBytesOrStandsForSomeSeconds() {
    assertFalse(watch.becameGood(at(4)));
    assertTrue(watch.becameGood(at(5)));
    assertFalse(watch.becameGood(at(6)));
    session.received(at(1));
    assertTrue(new SessionWatch(session).becameGood(at(1)));
  }

  @Test
  void theNextDeadlineIsTheEarliestOne() {
    assertEquals(at(5), watch.nextDeadline(settings, false, at(0)));
    assertTrue(watch.becameGood(at(5)));
    assertEquals(at(20), watch.nextDeadline(settings, false, at(5)));
    session.wrote(0, false, at(6));
    assertEquals(at(36), watch.nextDeadline(settings, false, at(6)));
  }

  @Test
  void whatIsNotAcknowledgedIsLookedAtOnceASecond() {
    session.wrote(100, true, at(10));
    assertNeed(Need.NOTHING, 10);
    assertNeed(Need.LOOK, 11);
    watch.looked(true, session.stream().acknowledged(60), at(11));
    assertNeed(Need.NOTHING, 11);
    assertNeed(Need.LOOK, 12);
    watch.looked(true, session.stream().acknowledged(100), at(12));
    assertNeed(Need.NOTHING, 29);
  }

  @Test
  void bytesThatThePeerDoesNotAcknowledgeEndTheConnection() {
    session.wrote(100, true, at(10));
    watch.looked(true, session.stream().acknowledged(60), at(11));
    watch.looked(true, session.stream().acknowledged(60), at(39));
    assertNeed(Need.LOOK, 40); // The last byte was acknowledged between 10 and 11.
    watch.looked(true, session.stream().acknowledged(60), at(40));
    assertNeed(Need.END_OF_ACKNOWLEDGEMENTS, 40);
  }

  @Test
  void aLastLookMaySaveTheConnection() {
    session.wrote(100, true, at(10));
    watch.looked(true, session.stream().acknowledged(60), at(11));
    watch.looked(true, session.stream().acknowledged(60), at(39));
    watch.looked(true, session.stream().acknowledged(61), at(40));
    assertNeed(Need.HEARTBEAT, 40);
  }

  @Test
  void theTimeOfIdlenessIsNoTimeWithoutAcknowledgement() {
    wroteAndAcknowledged(10, at(0));
    session.wrote(10, true, at(50));
    watch.looked(true, session.stream().acknowledged(10), at(51));
    assertNeed(Need.NOTHING, 51);
  }

  @Test
  void aSystemThatDoesNotTellIsAskedOnceAMinute() {
    session.wrote(100, true, at(0));
    watch.looked(false, false, at(1));
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(60)));
    assertEquals(Need.LOOK, watch.need(quiet, false, at(61)));
  }

  @Test
  void whoWaitsForTheAnswerLooksOften() {
    assertTrue(watch.becameGood(at(5)));
    session.wrote(100, true, at(10));
    watch.looked(true, session.stream().acknowledged(60), at(10));
    session.underWay(false, false, DeliveryRule.NEVER, true, at(10));
    assertTrue(watch.nextDeadline(settings, false, at(10)) - at(10) < MILLIS_50);
    session.underWay(false, false, DeliveryRule.NEVER, false, at(10));
    assertEquals(at(11), watch.nextDeadline(settings, false, at(10)));
    assertTrue(watch.nextDeadline(settings, true, at(10)) - at(10) < MILLIS_50);
  }

  @Test
  void looksThatShowNothingBecomeRare() {
    assertTrue(watch.becameGood(at(5)));
    session.wrote(100, true, at(10));
    session.underWay(false, false, DeliveryRule.NEVER, true, at(10));
    watch.looked(true, session.stream().acknowledged(60), at(10));
    long first = watch.nextDeadline(settings, false, at(10));
    for (int look = 0; look < 10; look++) {
      watch.looked(true, session.stream().acknowledged(60), at(10));
    }
    assertEquals(at(11), watch.nextDeadline(settings, false, at(10)));
    watch.looked(true, session.stream().acknowledged(70), at(10));
    assertEquals(first, watch.nextDeadline(settings, false, at(10)));
  }

  @Test
  void whatIsOldEnoughIsReviewedAtMostOnceASecond() {
    session.underWay(false, false, at(13), false, at(3));
    assertNeed(Need.NOTHING, 12);
    assertNeed(Need.REVIEW, 13);
    watch.reviewed(at(13));
    session.underWay(false, false, at(13), false, at(13));
    assertNeed(Need.NOTHING, 13);
    assertNeed(Need.REVIEW, 14);
  }

  @Test
  void confirmationsAreWaitedForFromTheLastOne() {
    session.underWay(true, false, DeliveryRule.NEVER, false, at(0));
    session.underWay(true, true, DeliveryRule.NEVER, false, at(5));
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(34)));
    assertEquals(Need.END_OF_CONFIRMATIONS, watch.need(quiet, false, at(35)));
    session.underWay(false, true, DeliveryRule.NEVER, false, at(35));
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(35)));
  }

  @Test
  void timeInWhichNobodyReadIsNotWaitedIn() {
    session.attention().leave(at(1));
    session.underWay(true, false, DeliveryRule.NEVER, false, at(2));
    session.attention().back(at(50));
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(79)));
    session.attention().leave(at(79));
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(200)));
    session.attention().back(at(200));
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(200)));
    assertEquals(Need.END_OF_CONFIRMATIONS, watch.need(quiet, false, at(201)));
  }

  @Test
  void aHeadEndIsNotSilentWhileNobodyReads() {
    assertNeed(Need.NOTHING, 5);
    wroteAndAcknowledged(1, at(59));
    session.attention().leave(at(10));
    session.attention().back(at(30));
    assertNeed(Need.NOTHING, 78);
    wroteAndAcknowledged(1, at(78));
    assertNeed(Need.NOTHING, 79);
    assertNeed(Need.END_OF_SILENCE, 80);
  }

  @Test
  void aGreetingThatIsNotAnsweredEndsTheConnection() {
    session.greeting(true);
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(29)));
    assertEquals(Need.END_OF_GREETING, watch.need(quiet, false, at(30)));
    session.greeting(false);
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(30)));
  }

  @Test
  void aPingWantsASignOfLife() {
    session.pinged(at(10));
    session.pinged(at(30));
    assertEquals(Need.END_OF_PING, watch.need(quiet, false, at(40)));
    session.received(at(40));
    assertEquals(Need.NOTHING, watch.need(quiet, false, at(40)));
  }

  private void wroteAndAcknowledged(int bytes, long time) {
    session.wrote(bytes, true, time);
    watch.looked(true, session.stream().acknowledged(session.stream().written()), time);
  }

  private void assertNeed(Need need, long seconds) {
    assertEquals(need, watch.need(settings, false, at(seconds)));
  }

  private static long at(long seconds) {
    return START + TimeUnit.SECONDS.toNanos(seconds);
  }
}
