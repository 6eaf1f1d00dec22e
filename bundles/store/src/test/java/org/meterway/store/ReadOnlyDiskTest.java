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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.meterway.api.store.StoredPayload;
import org.meterway.store.SimulatedDisk.Operation;

/** A store that starts on a disk from which it can only read. */
class ReadOnlyDiskTest {
  private static final Duration RETRY = Fixture.OPTIONS.retry();

  private final Fixture fixture = new Fixture();

  private void readOnly() {
    Set<Operation> reading = EnumSet.of(Operation.LIST, Operation.OPEN, Operation.READ);
    fixture.disk.fault(
        (operation, path) -> {
          if (!reading.contains(operation)) {
            throw new IOException("Read-only file system");
          }
        });
  }

  private static List<Integer> idsOf(List<StoredPayload> payloads) {
    return payloads.stream().map(payload -> Fixture.id(payload.bytes())).toList();
  }

  private static List<Long> numbers(List<StoredPayload> payloads) {
    return payloads.stream().map(StoredPayload::number).toList();
  }

  private void writable() {
    fixture.disk.heal();
    fixture.after(RETRY);
  }

  @Test
  void givenAnOlderLogThenItsPayloadsComeFirstWithTheirNumbers() {
    fixture.open().keep(1, 10);
    UUID stream = fixture.queue.stream();
    List<StoredPayload> before = fixture.takeAll();
    fixture.close();
    readOnly();

    fixture.open().keep(11, 15);

    assertFalse(fixture.queue.status().onDisk());
    assertTrue(fixture.queue.status().problem().contains("the disk is read-only"));
    assertEquals(15, fixture.queue.status().payloads());
    assertEquals(stream, fixture.queue.stream());
    List<StoredPayload> taken = fixture.takeAll();
    assertEquals(ids(1, 15), idsOf(taken));
    assertEquals(numbers(before), numbers(taken.subList(0, 10)));
    assertEquals(numbers(taken).stream().sorted().distinct().toList(), numbers(taken));
    assertTrue(fixture.queue.highestEarlierNumber() >= before.get(9).number());
    assertTrue(fixture.queue.highestEarlierNumber() < taken.get(10).number());
  }

  @Test
  void givenALogLargerThanTheWindowThenItComesInOrder() {
    fixture.open();
    for (int i = 1; i <= 200; i++) {
      fixture.offer(payload(i, 20_000));
    }
    fixture.commit();
    fixture.close();
    readOnly();

    fixture.open().keep(201, 210);

    assertEquals(ids(1, 210), fixture.takeAllIds());
  }

  @Test
  void whenItCanBeWrittenToThenItIsKnownWhatHasLeftAndTheRestIsKept() {
    fixture.open().keep(1, 10);
    UUID stream = fixture.queue.stream();
    fixture.close();
    readOnly();
    fixture.open().keep(11, 15);
    List<StoredPayload> taken = fixture.takeAll();
    fixture.queue.remove(taken.get(11).number());

    writable();

    assertTrue(fixture.queue.status().onDisk(), fixture.queue.status().problem());
    assertEquals("", fixture.queue.status().problem());
    assertEquals(stream, fixture.queue.stream());
    fixture.keep(16, 17);
    fixture.kill().open();
    assertEquals(stream, fixture.queue.stream());
    List<StoredPayload> again = fixture.takeAll();
    assertEquals(ids(13, 17), idsOf(again));
    assertEquals(numbers(taken.subList(12, 15)), numbers(again.subList(0, 3)));
    assertEquals(0, fixture.queue.status().damaged());
  }

  @Test
  void whenItStartsAgainThenWhatWasDeliveredComesAgainWithItsNumbersAndNoNumberTwice() {
    fixture.open().keep(1, 10);
    fixture.close();
    readOnly();
    fixture.open().keep(11, 15);
    List<StoredPayload> first = fixture.takeAll();
    fixture.queue.remove(first.get(14).number());

    fixture.kill().open().keep(21, 25);

    List<StoredPayload> second = fixture.takeAll();
    assertEquals(numbers(first.subList(0, 10)), numbers(second.subList(0, 10)));
    assertEquals(ids(21, 25), idsOf(second.subList(10, 15)));
    assertTrue(second.get(10).number() > first.get(14).number());
  }

  @Test
  void givenADiskThatIsFullThenOlderPayloadsComeFirstToo() {
    fixture.open().keep(1, 30);
    fixture.close();
    fixture.disk.paths().stream()
        .filter(path -> path.endsWith("spare.log"))
        .forEach(fixture.disk::remove);
    fixture.disk.capacity(fixture.disk.used());

    fixture.open().keep(31, 40);

    assertTrue(fixture.queue.status().problem().contains("the disk is full"));
    assertEquals(ids(1, 40), fixture.takeAllIds());
    writable();
    fixture.kill().open();
    assertEquals(ids(1, 40), fixture.takeAllIds());
  }

  @Test
  void givenAnotherProcessThatHasTheFolderThenItsPayloadsAreLeftAlone() throws IOException {
    fixture.open().keep(1, 3);
    fixture.close();
    try (Closeable held = fixture.disk.lock(Fixture.FOLDER.resolve(".lock"))) {
      assertNotNull(held);
      readOnly();

      fixture.open().keep(4, 6);

      assertTrue(fixture.queue.status().problem().contains("is in use by another process"));
      assertEquals(ids(4, 6), fixture.takeAllIds());
    }
  }

  @Test
  void givenDamageThenItIsToldOnceAndMendedLater() {
    fixture.open().keep(1, 10);
    fixture.keep(11, 12);
    fixture.close();
    Path file = Fixture.FOLDER.resolve("hes/0000000001.log");
    byte[] bytes = fixture.disk.get(file);
    bytes[1400] ^= 1;
    fixture.disk.put(file, bytes);
    readOnly();

    fixture.open();

    assertEquals(1, fixture.queue.status().damaged());
    assertTrue(fixture.queue.status().problem().contains("is damaged"));
    assertEquals(11, fixture.takeAllIds().size());
    fixture.queue.putBack(0);
    writable();
    assertEquals(1, fixture.queue.status().damaged());
    assertTrue(
        fixture.disk.paths().contains(Fixture.FOLDER.resolve("hes/damaged/0000000001.log")),
        () -> fixture.disk.paths().toString());
    fixture.kill().open();
    assertEquals(0, fixture.queue.status().damaged());
    assertEquals(11, fixture.takeAllIds().size());
  }

  @Test
  void givenAStreamThatIsBegunMeanwhileThenItLasts() {
    fixture.open().keep(1, 3);
    UUID old = fixture.queue.stream();
    fixture.close();
    readOnly();
    fixture.open();
    fixture.queue.renewStream();
    UUID renewed = fixture.queue.stream();
    fixture.after(RETRY); // In vain.

    writable();

    assertNotEquals(old, renewed);
    fixture.kill().open();
    assertEquals(renewed, fixture.queue.stream());
    assertEquals(ids(1, 3), fixture.takeAllIds());
  }

  @Test
  void givenAnotherDiskInItsPlaceThenNothingIsMixed() {
    fixture.open().keep(1, 3);
    fixture.close();
    readOnly();
    fixture.open().keep(4, 5);
    fixture.disk.put(
        Fixture.FOLDER.resolve("hes/0000000077.log"),
        fixture.disk.get(Fixture.FOLDER.resolve("hes/0000000001.log")));

    writable();

    assertFalse(fixture.queue.status().onDisk());
    assertTrue(
        fixture.queue.status().problem().contains("was not there when the queue was opened"),
        fixture.queue.status().problem());
    assertEquals(ids(1, 5), fixture.takeAllIds());
  }
}
