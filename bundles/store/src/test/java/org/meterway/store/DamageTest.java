/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.store.Fixture.ids;
import static org.meterway.store.Fixture.payload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.meterway.api.store.StoredPayload;

/** What was written is not what is read. */
class DamageTest {
  private static final int PAYLOADS = 42;
  private static final int WAITING = PAYLOADS - 10;
  private static final Path QUEUE = Fixture.FOLDER.resolve("hes");

  private final Fixture fixture = new Fixture();

  /** Numbers of the payloads, by which one it is. */
  private final Map<Integer, Long> numbers = new HashMap<>();

  /** Several segments; the first ten payloads are delivered, each group of three was synced. */
  private SimulatedDisk smallLog() {
    fixture.options =
        new StoreOptions(
            StoreOptions.Mode.DISK,
            "",
            2500,
            Duration.ZERO,
            Duration.ofSeconds(10),
            1 << 24,
            Duration.ofSeconds(10));
    fixture.open();
    for (int i = 1; i <= PAYLOADS; i += 3) {
      fixture.keep(i, i + 2);
    }
    List<StoredPayload> taken = fixture.takeAll();
    taken.forEach(payload -> numbers.put(Fixture.id(payload.bytes()), payload.number()));
    fixture.queue.remove(taken.get(9).number());
    fixture.close();
    return fixture.disk;
  }

  private static List<Path> segments(SimulatedDisk disk) {
    return disk.paths().stream()
        .filter(path -> path.toString().matches(".*/[0-9]+[.]log"))
        .toList();
  }

  private static Path segment(long id) {
    return QUEUE.resolve("%010d.log".formatted(id));
  }

  /** What is found on a disk, none of it wrong. */
  private Fixture read(SimulatedDisk disk, TreeSet<Integer> found) {
    Fixture reading = new Fixture(disk);
    reading.seconds.set(2000);
    reading.open();
    List<Integer> ids = new ArrayList<>();
    for (StoredPayload payload : reading.takeAll()) {
      int id = Fixture.id(payload.bytes());
      ids.add(id);
      assertEquals(numbers.get(id), payload.number());
    }
    assertEquals(ids.stream().sorted().distinct().toList(), ids, "order");
    found.addAll(ids);
    return reading;
  }

  @Test
  void givenAnyByteIsDamagedThenNothingFailsAndAllElseIsFound() {
    SimulatedDisk disk = smallLog();
    Random random = new Random(1);
    Path newest = segments(disk).get(segments(disk).size() - 1);
    for (Path path : segments(disk)) {
      byte[] good = disk.get(path);
      for (int at = 0; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (random.nextBoolean() ? 0xFF : 1 << random.nextInt(8));
        SimulatedDisk damaged = disk.copy();
        damaged.put(path, bad);
        String where = path + " at " + at;

        TreeSet<Integer> found = new TreeSet<>();
        Fixture reading = read(damaged, found);

        TreeSet<Integer> missing = new TreeSet<>(ids(11, PAYLOADS));
        missing.removeAll(found);
        assertTrue(missing.size() <= 1, () -> where + " takes " + missing);
        // Where it is forgotten what has left, more is missed than is missing.
        long told = reading.queue.status().damaged();
        assertTrue(told >= missing.size(), () -> where + " is silent about " + missing);
        assertTrue(told == missing.size() || told == 10 && path.equals(newest), where);
      }
    }
  }

  @Test
  void givenAnyFileIsCutAnywhereThenTheOthersAreFound() {
    SimulatedDisk disk = smallLog();
    Path newest = segments(disk).get(segments(disk).size() - 1);
    for (Path path : segments(disk)) {
      byte[] good = disk.get(path);
      for (int length = 0; length < good.length; length += 1 + length % 13) {
        SimulatedDisk damaged = disk.copy();
        damaged.put(path, Arrays.copyOf(good, length));
        String where = path + " cut to " + length;

        TreeSet<Integer> found = new TreeSet<>();
        Fixture reading = read(damaged, found);

        TreeSet<Integer> missing = new TreeSet<>(ids(11, PAYLOADS));
        missing.removeAll(found);
        assertTrue(missing.size() <= 15, () -> where + " takes " + missing);
        if (!path.equals(newest)) {
          assertEquals(missing.size(), reading.queue.status().damaged(), where);
        }
      }
    }
  }

  @Test
  void givenDamageThenACopyIsSetAsideTheMessageSaysWhereAndItIsToldOnce() {
    SimulatedDisk disk = smallLog();
    Path path = segment(2);
    byte[] bytes = disk.get(path);
    Arrays.fill(bytes, 1500, 1800, (byte) 7);
    disk.put(path, bytes);

    TreeSet<Integer> found = new TreeSet<>();
    Fixture reading = read(disk, found);

    String problem = reading.queue.status().problem();
    assertTrue(problem.matches(".*0000000002.log is damaged: .*\\d+ bytes at \\d+;.*"), problem);
    assertTrue(problem.contains("payloads missing: 3"), problem);
    assertTrue(problem.contains("a copy is " + QUEUE.resolve("damaged/0000000002.log")), problem);
    assertEquals(3, reading.queue.status().damaged());
    assertEquals(
        3, reading.store.describe("").counters().get("damaged"), "the store counts it, too");
    reading.kill().open();
    assertEquals("", reading.queue.status().problem());
    assertEquals(0, reading.queue.status().damaged());
    assertEquals(List.copyOf(found), reading.takeAllIds());
  }

  @Test
  void givenFilesThatAreMissingThenTheOthersAreUsedAndTheirPayloadsCounted() {
    SimulatedDisk disk = smallLog();
    List<Path> segments = segments(disk);
    for (Path path : segments.subList(0, segments.size() - 1)) {
      SimulatedDisk damaged = disk.copy();
      damaged.remove(path);

      TreeSet<Integer> found = new TreeSet<>();
      Fixture reading = read(damaged, found);

      assertEquals(WAITING - found.size(), reading.queue.status().damaged(), path.toString());
      if (found.size() < WAITING) {
        assertTrue(reading.queue.status().problem().contains("is missing"), path.toString());
      }
    }
  }

  @Test
  void givenAFolderThatIsGoneThenTheQueueBeginsAnew() {
    SimulatedDisk disk = smallLog();
    disk.paths().forEach(disk::remove);

    Fixture reading = new Fixture(disk).open();

    assertEquals(0, reading.queue.status().payloads());
    assertEquals("", reading.queue.status().problem());
  }

  @Test
  void givenForeignFilesThenTheyAreLeftAlone() {
    SimulatedDisk disk = smallLog();
    Path notes = QUEUE.resolve("notes.txt");
    Path other = Fixture.FOLDER.resolve("README");
    disk.put(notes, new byte[] {1, 2, 3});
    disk.put(other, new byte[] {4});

    TreeSet<Integer> found = new TreeSet<>();
    read(disk, found);

    assertEquals(WAITING, found.size());
    assertEquals(3, disk.get(notes).length);
    assertEquals(1, disk.get(other).length);
  }

  @Test
  void givenASegmentUnderAnotherNameThenItIsSetAside() {
    SimulatedDisk disk = smallLog();
    disk.put(segment(99), disk.get(segment(2)));

    TreeSet<Integer> found = new TreeSet<>();
    Fixture reading = read(disk, found);

    assertEquals(WAITING, found.size());
    assertTrue(
        reading.queue.status().problem().contains("is a copy of segment 2, or was renamed"),
        reading.queue.status().problem());
    assertTrue(disk.paths().contains(QUEUE.resolve("damaged/0000000099.log")));
  }

  @Test
  void givenAnEmptyFileInPlaceOfASegmentThenItIsSetAside() {
    SimulatedDisk disk = smallLog();
    disk.put(segment(2), new byte[0]);

    TreeSet<Integer> found = new TreeSet<>();
    Fixture reading = read(disk, found);

    assertEquals(WAITING - found.size(), reading.queue.status().damaged());
    assertTrue(reading.queue.status().problem().contains("has no header"));
  }

  @Test
  void givenBothHeadersOfASegmentAreDamagedThenItsPayloadsAreFound() {
    SimulatedDisk disk = smallLog();
    byte[] bytes = disk.get(segment(3));
    Arrays.fill(bytes, 0, SegmentHeader.DATA_START, (byte) 0);
    disk.put(segment(3), bytes);

    TreeSet<Integer> found = new TreeSet<>();
    Fixture reading = read(disk, found);

    assertEquals(WAITING, found.size());
    assertEquals(0, reading.queue.status().damaged());
    reading.kill().open();
    assertEquals("", reading.queue.status().problem());
    assertEquals(WAITING, reading.takeAllIds().size());
  }

  @Test
  void givenDamageBeyondWhatIsReadAtOpeningThenItIsFoundWhenItIsRead() {
    fixture.options =
        new StoreOptions(
            StoreOptions.Mode.DISK,
            "",
            200_000,
            Duration.ZERO,
            Duration.ofSeconds(10),
            1 << 24,
            Duration.ofSeconds(10));
    fixture.open();
    for (int i = 1; i <= 200; i++) {
      fixture.offer(payload(i, 20_000));
    }
    fixture.commit();
    fixture.kill();
    byte[] bytes = fixture.disk.get(segment(12));
    bytes[100_000] ^= 1;
    fixture.disk.put(segment(12), bytes);

    fixture.open();
    assertEquals(200, fixture.queue.status().payloads());
    List<Integer> found = fixture.takeAllIds();

    assertEquals(199, found.size());
    assertEquals(1, fixture.queue.status().damaged());
    assertEquals(199, fixture.queue.status().payloads());
    assertTrue(fixture.queue.status().problem().contains("0000000012.log is damaged"));
  }

  @Test
  void givenADiskWithoutRoomForTheCopyThenTheRestIsUsedAllTheSame() {
    SimulatedDisk disk = smallLog();
    byte[] bytes = disk.get(segment(2));
    bytes[1500] ^= 1;
    disk.put(segment(2), bytes);
    disk.put(QUEUE.resolve("spare.log"), new byte[4096]);
    disk.capacity(disk.used() + 100);

    TreeSet<Integer> found = new TreeSet<>();
    Fixture reading = read(disk, found);

    assertEquals(WAITING - 1, found.size());
    assertTrue(reading.queue.status().problem().contains("could not be set aside"));
  }
}
