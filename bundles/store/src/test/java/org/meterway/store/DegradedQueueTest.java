/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.store.Fixture.ids;
import static org.meterway.store.Fixture.payload;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.StoredPayload;
import org.meterway.store.SimulatedDisk.Operation;

/** A queue whose disk is away for a time. */
class DegradedQueueTest {
  private static final Duration RETRY = Fixture.OPTIONS.retry();

  private final Fixture fixture = new Fixture();

  private void fail(String message, Operation... operations) {
    Set<Operation> failing = Set.of(operations);
    fixture.disk.fault(
        (operation, path) -> {
          if (failing.contains(operation)) {
            throw new IOException(message);
          }
        });
  }

  @Test
  void givenAFullDiskThenItGoesOnInMemorySaysSoAndCatchesUp() {
    fixture.open().keep(1, 10);
    fixture.disk.capacity(fixture.disk.used());
    fixture.keep(11, 60);

    assertFalse(fixture.queue.status().onDisk());
    assertEquals(
        "payloads are in memory only: the disk is full (No space left on device)",
        fixture.queue.status().problem());
    Status status = fixture.store.describe("store");
    assertEquals("DEGRADED", status.state());
    assertEquals(Health.WARNING, status.health());
    assertTrue(status.reason().startsWith("hes: payloads are in memory only"), status.reason());
    assertEquals(1, status.counters().get("degradations"));

    fixture.disk.heal();
    fixture.after(RETRY);

    assertTrue(fixture.queue.status().onDisk());
    assertEquals("", fixture.queue.status().problem());
    assertEquals("DURABLE", fixture.store.describe("store").state());
    assertEquals(1, fixture.store.describe("store").counters().get("restorations"));
    fixture.kill().open();
    assertEquals(ids(1, 60), fixture.takeAllIds());
  }

  @Test
  void givenAFullDiskWhenPayloadsAreDeliveredThenNumbersGoOnAsTheyWere() {
    fixture.open().keep(1, 10);
    UUID stream = fixture.queue.stream();
    fixture.disk.capacity(fixture.disk.used());
    fixture.keep(11, 60);

    List<StoredPayload> taken = fixture.takeAll();
    assertEquals(60, taken.size());
    fixture.queue.remove(taken.get(29).number());
    fixture.disk.heal();
    fixture.after(RETRY);

    fixture.kill().open();
    assertEquals(stream, fixture.queue.stream());
    List<StoredPayload> again = fixture.takeAll();
    assertEquals(
        taken.subList(30, 60).stream().map(StoredPayload::number).toList(),
        again.stream().map(StoredPayload::number).toList());
  }

  @Test
  void givenNumbersThatOnlyTheHeadEndKnowsThenTheNextStartDoesNotTakeThemForAnotherLife() {
    fixture.open().keep(1, 5);
    fail("Read-only file system", Operation.WRITE, Operation.CREATE, Operation.RENAME);
    fixture.keep(6, 9);
    long highest = fixture.takeAll().get(8).number();
    fixture.disk.heal();

    fixture.kill().open().keep(10, 11);

    assertTrue(fixture.queue.highestEarlierNumber() >= highest);
    List<StoredPayload> taken = fixture.takeAll();
    assertTrue(taken.get(5).number() > fixture.queue.highestEarlierNumber());
    assertEquals(7, taken.size());
  }

  @Test
  void givenAReadOnlyDiskThenNothingIsRetriedBeforeItsTime() {
    fixture.open().keep(1, 10);
    fail("Read-only file system", Operation.WRITE, Operation.CREATE, Operation.RENAME);
    fixture.keep(11, 12);
    long operations = fixture.disk.operations();

    fixture.keep(13, 14);
    fixture.after(Duration.ofSeconds(3));

    assertEquals(operations, fixture.disk.operations());
    assertTrue(fixture.queue.status().problem().contains("the disk is read-only"));
  }

  @Test
  void givenASyncThatFailsThenWhatItCoveredIsWrittenAnew() {
    fixture.open().keep(1, 10);
    fail("Input/output error", Operation.SYNC);
    fixture.keep(11, 20);
    fixture.disk.heal();
    fixture.after(RETRY);

    fixture.kill().open();

    assertEquals(ids(1, 20), fixture.takeAllIds());
    assertEquals("", fixture.queue.status().problem());
  }

  @Test
  void givenMoreThanTheMemoryMayHoldThenTheNewestIsRefused() {
    fixture.options = memory(65_536);
    fixture.open().keep(1, 1);
    fail("Input/output error", Operation.WRITE);
    fixture.keep(2, 2);

    int accepted = 2;
    while (fixture.queue.offer(payload(accepted + 1, 1000)).isAccepted()) {
      accepted++;
    }

    assertEquals(2 + 65, accepted);
    assertEquals(1, fixture.queue.status().droppedNewest());
    fixture.disk.heal();
    fixture.after(RETRY);
    assertEquals(ids(1, accepted), fixture.takeAllIds());
  }

  @Test
  void givenMoreThanTheMemoryMayHoldThenTheOldestGivesWay() {
    fixture.options = memory(65_536);
    fixture.open(new QueueLimits(1 << 30, 1 << 30, Duration.ZERO, Overflow.DROP_OLDEST));
    fail("Input/output error", Operation.WRITE);
    for (int i = 1; i <= 100; i++) {
      fixture.offer(payload(i, 1000));
    }
    fixture.commit();

    assertEquals(35, fixture.queue.status().droppedOldest());
    assertEquals(ids(36, 100), fixture.takeAllIds());
  }

  @Test
  void givenMoreThanTheMemoryMayHoldThenReadersOfMetersWait() throws InterruptedException {
    fixture.options = memory(65_536);
    fixture.open(new QueueLimits(1 << 30, 1 << 30, Duration.ZERO, Overflow.HOLD_BACK));
    fail("Input/output error", Operation.WRITE);
    fixture.keep(1, 1);
    for (int i = 2; i <= 70; i++) {
      fixture.offer(payload(i, 1000));
    }

    assertFalse(fixture.queue.awaitRoom(Duration.ofMillis(1)));
    fixture.disk.heal();
    fixture.after(RETRY);
    assertTrue(fixture.queue.awaitRoom(Duration.ofMillis(1)));
  }

  private static StoreOptions memory(long bytes) {
    return new StoreOptions(
        StoreOptions.Mode.DISK,
        "",
        4096,
        Duration.ZERO,
        Duration.ofSeconds(10),
        bytes,
        Duration.ofSeconds(10));
  }

  @Test
  void givenABacklogOnDiskWhenTheDiskIsFullThenOrderHolds() {
    fixture.open();
    for (int i = 1; i <= 200; i++) {
      fixture.offer(payload(i, 20_000));
    }
    fixture.commit();
    fixture.disk.capacity(fixture.disk.used());
    for (int i = 201; i <= 220; i++) {
      fixture.offer(payload(i, 20_000));
    }
    fixture.commit();
    assertFalse(fixture.queue.status().onDisk());

    assertEquals(ids(1, 220), fixture.takeAllIds());
  }

  @Test
  void givenABacklogThatCannotBeReadForNowThenItWaitsAndIsReadLater() {
    fixture.open();
    for (int i = 1; i <= 200; i++) {
      fixture.offer(payload(i, 20_000));
    }
    fixture.commit();
    fail("Input/output error", Operation.READ);
    List<Integer> first = fixture.takeAllIds();
    assertTrue(first.size() < 200);
    assertTrue(fixture.queue.status().problem().contains("cannot be read"));

    fixture.disk.heal();
    fixture.after(RETRY);

    assertEquals(ids(first.size() + 1, 200), fixture.takeAllIds());
    assertEquals("", fixture.queue.status().problem());
    assertEquals(0, fixture.queue.status().damaged());
  }

  @Test
  void givenAFileThatCannotBeReadAtAllThenTheRestIsDelivered() {
    fixture.options =
        new StoreOptions(
            StoreOptions.Mode.DISK,
            "",
            200_000,
            Duration.ZERO,
            Duration.ofSeconds(10),
            1 << 24,
            RETRY);
    fixture.open();
    for (int i = 1; i <= 200; i++) {
      fixture.offer(payload(i, 20_000));
    }
    fixture.commit();
    Path bad = Fixture.FOLDER.resolve("hes/0000000010.log");
    fixture.disk.fault(
        (operation, path) -> {
          if (operation == Operation.READ && path.equals(bad)) {
            throw new IOException("Input/output error");
          }
        });

    List<Integer> first = fixture.takeAllIds();
    for (int i = 0; i < 4; i++) {
      fixture.after(RETRY);
    }
    List<Integer> rest = fixture.takeAllIds();

    long damaged = fixture.queue.status().damaged();
    assertTrue(damaged > 0 && damaged < 12, "damaged " + damaged);
    assertEquals(200 - damaged, first.size() + rest.size());
    assertEquals(first.size() + (int) damaged + 1, rest.get(0));
    assertTrue(fixture.queue.status().problem().contains(bad + " cannot be read"));
  }

  @Test
  void givenNoDiskWhenOpenedThenItGoesOnInMemoryAndOlderPayloadsComeLater() {
    fixture.open().keep(1, 10);
    UUID onDisk = fixture.queue.stream();
    fixture.close();
    fail("Input/output error", Operation.OPEN, Operation.CREATE, Operation.LIST);
    fixture.open().keep(11, 15);
    UUID inMemory = fixture.queue.stream();
    List<StoredPayload> taken = fixture.take(250);
    fixture.queue.putBack(taken.get(1).number());

    fixture.disk.heal();
    fixture.after(RETRY);
    fixture.keep(16, 20);

    assertNotEquals(onDisk, inMemory);
    assertEquals(inMemory, fixture.queue.stream());
    List<StoredPayload> rest = fixture.takeAll();
    List<Integer> ids = rest.stream().map(payload -> Fixture.id(payload.bytes())).toList();
    assertEquals(List.of(12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 18, 19, 20), ids);
    long last = taken.get(0).number();
    for (StoredPayload payload : rest) {
      assertTrue(payload.number() > last, "numbers rise");
      last = payload.number();
    }
    fixture.queue.remove(rest.get(5).number());
    fixture.after(Duration.ofSeconds(1));

    fixture.kill().open();
    assertEquals(onDisk, fixture.queue.stream());
    assertEquals(List.of(6, 7, 8, 9, 10, 13, 14, 15, 16, 17, 18, 19, 20), fixture.takeAllIds());
  }

  @Test
  void givenNoDiskWhenOpenedAndNobodySawAnythingThenOrderAndStreamAreThoseOfTheDisk() {
    fixture.open().keep(1, 10);
    UUID onDisk = fixture.queue.stream();
    fixture.close();
    fail("Input/output error", Operation.OPEN, Operation.CREATE, Operation.LIST);
    fixture.open().keep(11, 15);

    fixture.disk.heal();
    fixture.after(RETRY);

    assertEquals(onDisk, fixture.queue.stream());
    assertEquals(ids(1, 15), fixture.takeAllIds());
  }

  @Test
  void givenAnotherProcessThatHasTheFolderThenItIsNamed() throws IOException {
    try (Closeable held = fixture.disk.lock(Fixture.FOLDER.resolve(".lock"))) {
      assertNotNull(held);
      fixture.open().keep(1, 3);

      assertFalse(fixture.queue.status().onDisk());
      assertTrue(
          fixture.queue.status().problem().contains("is in use by another process"),
          fixture.queue.status().problem());
    }
    fixture.after(RETRY);
    assertTrue(fixture.queue.status().onDisk());
  }

  @Test
  void givenAFileThatIsDeletedInUseThenItIsNoticedAndWhatFollowsIsKept() {
    fixture.open().keep(1, 3);
    fixture.disk.paths().forEach(fixture.disk::remove);

    fixture.after(Duration.ofSeconds(6));
    assertTrue(fixture.queue.status().problem().contains("was deleted"));
    fixture.keep(4, 6);
    fixture.after(RETRY);

    assertTrue(fixture.queue.status().onDisk());
    assertEquals(ids(1, 6), fixture.takeAllIds());
    fixture.queue.putBack(0);
    fixture.kill().open();
    assertTrue(fixture.takeAllIds().containsAll(ids(4, 6)));
  }

  @Test
  void givenAFailingDiskWhenClosedThenItTellsHowManyAreLost() {
    fixture.open().keep(1, 3);
    fail("Input/output error", Operation.WRITE, Operation.SYNC);
    fixture.keep(4, 8);

    fixture.queue.requestClose();
    fixture.round();

    assertEquals(5, fixture.queue.close());
    assertEquals(SendResult.CLOSED, fixture.queue.offer(payload(9, 10)));
    assertEquals(5, fixture.store.describe("").counters().get("lost.at.close"));
  }

  @Test
  void givenADiskThatIsBackWhenClosedThenNothingIsLost() {
    fixture.open().keep(1, 3);
    fail("Input/output error", Operation.WRITE, Operation.SYNC);
    fixture.keep(4, 8);
    fixture.disk.heal();

    fixture.close();

    fixture.open();
    assertEquals(ids(1, 8), fixture.takeAllIds());
  }

  @Test
  void givenAPayloadDroppedWhileTheDiskWasAwayThenItDoesNotComeBack() {
    fixture.open(new QueueLimits(1 << 20, 5, Duration.ZERO, Overflow.DROP_OLDEST));
    fixture.keep(1, 5);
    fail("Input/output error", Operation.WRITE, Operation.SYNC);
    fixture.keep(6, 8);
    fixture.disk.heal();
    fixture.after(RETRY);

    fixture.kill().open();

    assertEquals(ids(4, 8), fixture.takeAllIds());
  }
}
