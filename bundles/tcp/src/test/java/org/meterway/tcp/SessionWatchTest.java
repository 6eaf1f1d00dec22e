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
import org.meterway.api.config.Validation;
import org.meterway.tcp.SessionWatch.Need;

class SessionWatchTest {
  /** Soon after it the clock's value overflows, as that of System.nanoTime may. */
  private static final long START = Long.MAX_VALUE - 1000;

  private final HeadEndSettings settings =
      TestSettings.at(1)
          .with("heartbeat", "beat")
          .with("heartbeatSeconds", 20)
          .with("idleTimeoutSeconds", 60)
          .with("writeStallSeconds", 30)
          .settings();
  private final Session session =
      new Session(
          null,
          null,
          null,
          Thread.currentThread(),
          Packet.parse(Validation.of("pid"), "registration", "", Secret.NONE),
          START);
  private final SessionWatch watch = new SessionWatch(session);

  @Test
  void aHeartbeatIsDueWhenNothingWasSentForItsInterval() {
    assertNeed(Need.NOTHING, 19);
    assertNeed(Need.HEARTBEAT, 20);
    session.wrote(1, true, at(15));
    assertNeed(Need.NOTHING, 34);
    assertNeed(Need.HEARTBEAT, 35);
  }

  @Test
  void aStallLastsFromTheLastByteTaken() {
    session.wrote(5, false, at(10));
    session.wrote(0, false, at(20));
    assertNeed(Need.NOTHING, 39);
    assertNeed(Need.END_OF_STALL, 40);
    session.wrote(1, false, at(39));
    assertNeed(Need.NOTHING, 59);
  }

  @Test
  void silenceLastsFromTheLastByteReceived() {
    session.wrote(1, true, at(59));
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
    assertEquals(at(5), watch.nextDeadline(settings, at(0)));
    assertTrue(watch.becameGood(at(5)));
    assertEquals(at(20), watch.nextDeadline(settings, at(5)));
    session.wrote(0, false, at(6));
    assertEquals(at(36), watch.nextDeadline(settings, at(6)));
  }

  private void assertNeed(Need need, long seconds) {
    assertEquals(need, watch.need(settings, at(seconds)));
  }

  private static long at(long seconds) {
    return START + TimeUnit.SECONDS.toNanos(seconds);
  }
}
