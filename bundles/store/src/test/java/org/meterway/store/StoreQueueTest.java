/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.store.Fixture.ids;
import static org.meterway.store.Fixture.payload;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.StoredPayload;

/** A queue with a disk that works. */
class StoreQueueTest {
  private final Fixture fixture = new Fixture();

  @Test
  void givenPayloadsWhenCommittedThenTheyAreTakenInOrder() {
    fixture.open();

    fixture.keep(1, 20);

    assertEquals(ids(1, 20), fixture.takeAllIds());
  }

  @Test
  void givenAnOfferWithoutCommitThenItIsNotTaken() {
    fixture.open();

    fixture.offer(payload(1, 10));

    assertTrue(fixture.queue.isCommitDue());
    assertEquals(List.of(), fixture.takeAll());
    fixture.commit();
    assertFalse(fixture.queue.isCommitDue());
    assertEquals(ids(1, 1), fixture.takeAllIds());
  }

  @Test
  void givenAnOfferThatNobodyCommitsThenItIsWrittenSoonAndAnnounced() {
    fixture.open();
    fixture.offer(payload(1, 10));
    int before = fixture.announcements.get();

    fixture.after(Duration.ofSeconds(1));

    assertFalse(fixture.queue.isCommitDue());
    assertTrue(fixture.announcements.get() > before);
  }

  @Test
  void givenAKilledProcessThenWhatWasCommittedIsThereAndWhatWasDeliveredIsNot() {
    fixture.open().keep(1, 100);
    List<StoredPayload> taken = fixture.takeAll();
    fixture.queue.remove(taken.get(59).number());
    fixture.after(Duration.ofSeconds(1));

    fixture.kill().open();

    assertEquals(40, fixture.queue.status().payloads());
    assertEquals(ids(61, 100), fixture.takeAllIds());
  }

  @Test
  void givenACleanCloseThenRemovalsAreKept() {
    fixture.open().keep(1, 10);
    fixture.queue.remove(fixture.takeAll().get(6).number());
    fixture.close();

    fixture.open();

    assertEquals(ids(8, 10), fixture.takeAllIds());
  }

  @Test
  void givenRestartsThenNumbersRiseAndTheStreamStays() {
    fixture.open().keep(1, 5);
    UUID stream = fixture.queue.stream();
    long last = fixture.takeAll().get(4).number();
    fixture.kill().open().keep(6, 6);

    List<StoredPayload> taken = fixture.takeAll();

    assertEquals(stream, fixture.queue.stream());
    assertEquals(last, taken.get(4).number());
    assertTrue(taken.get(5).number() > last);
  }

  @Test
  void givenAnOlderCopyOfTheFolderThenNumbersAreStillNotGivenTwice() {
    fixture.open().keep(1, 5);
    SimulatedDisk copy = fixture.disk.copy();
    fixture.close();
    fixture.after(Duration.ofSeconds(10));
    fixture.open().keep(6, 10);
    long last = fixture.takeAll().get(9).number();

    Fixture restored = new Fixture(copy);
    restored.seconds.set(fixture.seconds.get() + 1);
    restored.open().keep(11, 11);

    assertTrue(restored.takeAll().get(5).number() > last);
  }

  @Test
  void givenARenewedStreamThenItLastsAndNumbersRise() {
    fixture.open().keep(1, 5);
    UUID old = fixture.queue.stream();
    long last = fixture.takeAll().get(4).number();
    fixture.queue.putBack(0);

    fixture.queue.renewStream();
    fixture.keep(6, 6);
    UUID renewed = fixture.queue.stream();
    fixture.kill().open();

    assertNotEquals(old, renewed);
    assertEquals(renewed, fixture.queue.stream());
    List<StoredPayload> taken = fixture.takeAll();
    assertEquals(6, taken.size());
    assertEquals(last, taken.get(4).number());
    assertTrue(taken.get(5).number() > last);
  }

  @Test
  void givenWhatIsPutBackThenItIsTakenAgainWithTheSameNumbers() {
    fixture.open().keep(1, 5);
    List<StoredPayload> first = fixture.takeAll();

    fixture.queue.putBack(first.get(2).number());

    List<StoredPayload> again = fixture.takeAll();
    assertEquals(first.subList(2, 5), again);
  }

  @Test
  void givenMoreThanTheWindowThenTheRestLiesOnDiskAndComesInOrder() {
    fixture.open();
    for (int i = 1; i <= 500; i++) {
      fixture.offer(payload(i, 20_000));
      if (i % 50 == 0) {
        fixture.commit();
      }
    }

    assertEquals(500, fixture.queue.status().payloads());
    assertEquals(10_000_000, fixture.queue.status().bytes());
    assertEquals(ids(1, 500), fixture.takeAllIds());
  }

  @Test
  void givenABacklogOnDiskWhenItIsDeliveredThenTheDiskIsGivenBack() {
    fixture.open();
    for (int i = 1; i <= 500; i++) {
      fixture.offer(payload(i, 20_000));
    }
    fixture.commit();
    long most = fixture.disk.used();

    List<StoredPayload> all = fixture.takeAll();
    fixture.queue.remove(all.get(499).number());
    fixture.after(Duration.ofSeconds(1));

    assertTrue(most > 10_000_000, "used " + most);
    assertTrue(fixture.disk.used() < 50_000, "used " + fixture.disk.used());
    assertEquals(0, fixture.queue.status().payloads());
  }

  @Test
  void givenAQuickHeadEndThenFilesAreUsedAgain() {
    fixture.open();
    for (int i = 1; i <= 1000; i++) {
      fixture.keep(i, i);
      fixture.queue.remove(fixture.takeAll().get(0).number());
    }

    assertTrue(fixture.disk.used() <= 3 * Fixture.OPTIONS.segmentBytes());
    assertTrue(
        fixture.store.describe("").counters().get("segments.recycled") > 20,
        fixture.store.describe("").toString());
    assertTrue(fixture.store.describe("").counters().get("segments.made") <= 2);
  }

  @Test
  void givenAPayloadLongerThanASegmentThenItIsKept() {
    fixture.open().keep(1, 2);
    fixture.offer(payload(3, 1_000_000));
    fixture.keep(4, 5);

    fixture.kill().open();

    assertEquals(ids(1, 5), fixture.takeAllIds());
  }

  @Test
  void givenOverflowThatDropsTheOldestThenTheyGiveWayOnDiskToo() {
    fixture.open(new QueueLimits(2_000_000, 1_000_000, Duration.ZERO, Overflow.DROP_OLDEST));
    for (int i = 1; i <= 200; i++) {
      fixture.offer(payload(i, 20_000));
      fixture.commit();
    }

    assertEquals(100, fixture.queue.status().droppedOldest());
    assertEquals(100, fixture.queue.status().payloads());
    fixture.kill().open();
    assertEquals(ids(101, 200), fixture.takeAllIds());
  }

  @Test
  void givenWhatIsTakenThenYoungerOnesGiveWayAndStayAwayAfterARestart() {
    fixture.open(new QueueLimits(1_000_000, 5, Duration.ZERO, Overflow.DROP_OLDEST));
    fixture.keep(1, 5);
    assertEquals(2, fixture.take(200).size());

    fixture.keep(6, 7);
    fixture.after(Duration.ofSeconds(1));

    assertEquals(2, fixture.queue.status().droppedOldest());
    fixture.kill().open();
    assertEquals(List.of(1, 2, 5, 6, 7), fixture.takeAllIds());
  }

  @Test
  void givenSmallerLimitsThenTheOldestGiveWayAtOnce() {
    fixture.open().keep(1, 10);

    fixture.queue.limit(new QueueLimits(1_000, 3, Duration.ZERO, Overflow.DROP_OLDEST));

    assertEquals(7, fixture.queue.status().droppedOldest());
    assertEquals(ids(8, 10), fixture.takeAllIds());
  }

  @Test
  void givenLimitsUnderWhatIsOnDiskWhenOpenedThenTheOldestGiveWay() {
    fixture.open();
    for (int i = 1; i <= 200; i++) {
      fixture.offer(payload(i, 20_000));
    }
    fixture.commit();
    fixture.kill();

    fixture.open(new QueueLimits(100_000, 1_000_000, Duration.ZERO, Overflow.DROP_OLDEST));

    assertEquals(195, fixture.queue.status().droppedOldest());
    assertEquals(ids(196, 200), fixture.takeAllIds());
  }

  @Test
  void givenOverflowThatDropsTheNewestThenItIsRefused() {
    fixture.open(new QueueLimits(1_000, 3, Duration.ZERO, Overflow.DROP_NEWEST)).keep(1, 3);

    assertEquals(SendResult.QUEUE_FULL, fixture.queue.offer(payload(4, 10)));

    assertEquals(1, fixture.queue.status().droppedNewest());
    assertEquals(ids(1, 3), fixture.takeAllIds());
  }

  @Test
  void givenHoldBackThenReadersWaitAndTheReserveTakesWhatWasRead() throws InterruptedException {
    fixture.open(new QueueLimits(100_000, 4, Duration.ZERO, Overflow.HOLD_BACK)).keep(1, 4);

    assertFalse(fixture.queue.awaitRoom(Duration.ofMillis(1)));
    fixture.keep(5, 5);
    assertEquals(SendResult.QUEUE_FULL, fixture.queue.offer(payload(6, 10)));

    fixture.queue.remove(fixture.takeAll().get(1).number());
    assertTrue(fixture.queue.awaitRoom(Duration.ofMillis(1)));
  }

  @Test
  void givenEmptyAndTooLongPayloadsThenTheyAreRefused() {
    fixture.open(new QueueLimits(100, 4, Duration.ZERO, Overflow.DROP_OLDEST));

    assertEquals(SendResult.EMPTY, fixture.queue.offer(new byte[0]));
    assertEquals(SendResult.TOO_LARGE, fixture.queue.offer(new byte[101]));
    assertEquals(1, fixture.queue.status().refusedTooLarge());
  }

  @Test
  void givenAnAgeLimitThenOlderOnesAreDropped() {
    fixture.open(new QueueLimits(1L << 30, 1000, Duration.ofMinutes(10), Overflow.DROP_OLDEST));
    fixture.keep(1, 5);
    fixture.after(Duration.ofMinutes(9));
    fixture.keep(6, 10);

    fixture.after(Duration.ofMinutes(2));

    assertEquals(5, fixture.queue.status().droppedExpired());
    assertEquals(ids(6, 10), fixture.takeAllIds());
  }

  @Test
  void givenRestartsAndAClockThatStepsThenAgeIsRunningTime() {
    QueueLimits limits =
        new QueueLimits(1L << 30, 1000, Duration.ofMinutes(10), Overflow.DROP_OLDEST);
    fixture.open(limits).keep(1, 5);
    for (int minute = 0; minute < 9; minute++) {
      fixture.after(Duration.ofMinutes(1));
    }
    fixture.kill();
    fixture.seconds.addAndGet(-86_400);
    fixture.nanos.set(7);
    fixture.open(limits);
    assertEquals(5, fixture.queue.status().payloads());

    fixture.after(Duration.ofMinutes(3));

    assertEquals(5, fixture.queue.status().droppedExpired());
  }

  @Test
  void givenAClosedQueueThenItRefusesAndTheNameIsFreeAtOnce() {
    fixture.open().keep(1, 3);

    fixture.queue.requestClose();
    fixture.round();
    assertEquals(0, fixture.queue.close());
    assertEquals(SendResult.CLOSED, fixture.queue.offer(payload(4, 10)));
    assertEquals(0, fixture.queue.close());

    fixture.queue = (StoreQueue) fixture.store.open(Fixture.NAME, Fixture.WIDE, () -> {});
    fixture.round();
    assertEquals(ids(1, 3), fixture.takeAllIds());
  }

  @Test
  void givenOffersWithoutCommitWhenClosedThenTheyAreOnDisk() {
    fixture.open();
    fixture.offer(payload(1, 10));
    fixture.close();

    fixture.open();

    assertEquals(ids(1, 1), fixture.takeAllIds());
  }

  @Test
  void givenADelayThenCommitsAreGathered() {
    fixture.options =
        new StoreOptions(
            StoreOptions.Mode.DISK,
            "",
            4096,
            Duration.ofMillis(50),
            Duration.ofSeconds(10),
            1 << 24,
            Duration.ofSeconds(10));
    fixture.open();
    fixture.keep(1, 1);
    fixture.after(Duration.ofMillis(20));
    fixture.keep(2, 2);
    assertTrue(fixture.queue.isCommitDue());

    fixture.after(Duration.ofMillis(30));

    assertFalse(fixture.queue.isCommitDue());
    assertEquals(1, fixture.store.describe("").counters().get("groups"));
  }
}
