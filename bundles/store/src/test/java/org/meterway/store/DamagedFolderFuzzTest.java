/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.meterway.api.store.StoredPayload;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * A queue's folder, damaged in any way: the queue opens, what is not damaged is there, nothing is
 * there that was not put in, nothing twice, and it goes on from there.
 */
class DamagedFolderFuzzTest extends FuzzTarget {
  private static final Path QUEUE = Fixture.FOLDER.resolve(FolderNames.encode(Fixture.NAME));
  private static final int NEW_ID = 100_000;

  /** Folders as they are left in the field; never changed, only copied. */
  private final List<Origin> origins = new ArrayList<>();

  /**
   * A folder, and what is in it.
   *
   * @param alive the payloads that wait
   * @param given all that ever were
   */
  private record Origin(SimulatedDisk disk, Set<Integer> alive, Set<Integer> given) {}

  DamagedFolderFuzzTest() {
    for (int i = 0; i < 12; i++) {
      origins.add(origin(new java.util.SplittableRandom(i)));
    }
  }

  /** Two runs with payloads of many lengths, of which some have left. */
  private static Origin origin(RandomGenerator random) {
    Fixture fixture = new Fixture();
    Set<Integer> alive = new TreeSet<>();
    Set<Integer> given = new TreeSet<>();
    for (int run = 0; run < 2; run++) {
      fixture.open();
      int groups = 1 + random.nextInt(6);
      for (int group = 0; group < groups; group++) {
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
          int id = given.size() + 1;
          fixture.offer(Fixture.payload(id, random.nextInt(random.nextBoolean() ? 40 : 900)));
          given.add(id);
          alive.add(id);
        }
        fixture.commit();
        if (random.nextInt(3) == 0) {
          leave(fixture, random.nextInt(10), alive);
        }
      }
      if (random.nextBoolean()) {
        fixture.close();
      } else {
        fixture.kill();
      }
    }
    return new Origin(fixture.disk, alive, given);
  }

  private static void leave(Fixture fixture, int count, Set<Integer> alive) {
    List<StoredPayload> taken = fixture.take(1000);
    List<StoredPayload> left = taken.subList(0, Math.min(count, taken.size()));
    if (!left.isEmpty()) {
      fixture.queue.remove(left.get(left.size() - 1).number());
      left.forEach(payload -> alive.remove(Fixture.id(payload.bytes())));
    }
    fixture.queue.putBack(0);
    fixture.commit();
  }

  @Override
  protected int weight() {
    return 20;
  }

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    Origin origin = choices.of(origins);
    Damages damages = new Damages(origin.disk.copy());
    int count = choices.below(5);
    for (int i = 0; i < count; i++) {
      damages.inflict(choices);
    }

    Fixture fixture = new Fixture(damages.disk).open();
    List<Integer> found = fixture.takeAllIds();
    assertEquals(List.copyOf(new TreeSet<>(found)), found, "order");
    assertTrue(origin.given.containsAll(found), found::toString);
    if (!damages.isForged()) {
      Set<Integer> undamaged = new TreeSet<>(origin.alive);
      undamaged.removeIf(damages::concern);
      undamaged.removeAll(new HashSet<>(found));
      assertTrue(undamaged.isEmpty(), () -> undamaged + " are not found; " + damages);
    }

    fixture.keep(NEW_ID, NEW_ID);
    if (choices.flip()) {
      fixture.close();
    } else {
      fixture.kill();
    }
    List<Integer> again = new Fixture(damages.disk).open().takeAllIds();
    List<Integer> expected = new ArrayList<>(found);
    expected.add(NEW_ID);
    if (!damages.isForged()) {
      assertEquals(expected, again, () -> "behind the next start; " + damages);
    }
  }

  /** What was done to a folder. */
  private static final class Damages {
    private final SimulatedDisk disk;
    private final List<Path> segments;
    private final Map<Integer, Path> segmentOf = new HashMap<>();
    private final Map<Integer, Integer> placeOf = new HashMap<>();
    private final Set<Integer> concerned = new HashSet<>();
    private final List<String> words = new ArrayList<>();
    private boolean forged;

    Damages(SimulatedDisk disk) {
      this.disk = disk;
      segments =
          disk.paths().stream()
              .filter(path -> path.startsWith(QUEUE) && path.toString().endsWith(".log"))
              .filter(path -> Character.isDigit(path.getFileName().toString().charAt(0)))
              .toList();
      segments.forEach(this::locate);
    }

    /** Where the payloads are; what is not in the folder any more is of no concern. */
    private void locate(Path segment) {
      byte[] bytes = disk.get(segment);
      SegmentHeader header = SegmentHeader.decode(bytes);
      Checksum checksum = new Checksum(header.stream(), header.id());
      for (int at = SegmentHeader.DATA_START; at + RecordHeader.BYTES <= bytes.length; at += 4) {
        RecordHeader record = RecordHeader.get(bytes, at, checksum);
        if (record != null && record.type() == RecordHeader.PAYLOAD) {
          int body = at + RecordHeader.BYTES;
          int id = Fixture.id(Arrays.copyOfRange(bytes, body, body + record.length()));
          segmentOf.put(id, segment);
          placeOf.put(id, at);
        }
      }
    }

    boolean concern(int id) {
      return concerned.contains(id);
    }

    /** Whether something has a right checksum that the store has not written: that is believed. */
    boolean isForged() {
      return forged;
    }

    void inflict(Choices choices) {
      Path segment = choices.of(segments);
      if (!disk.exists(segment)) {
        return;
      }
      byte[] bytes = disk.get(segment);
      int kind = choices.below(9);
      words.add(segment.getFileName() + " by " + kind);
      switch (kind) {
        case 0 -> overwrite(segment, bytes, choices.below(bytes.length + 1), choices.bytes(200));
        case 1 -> overwrite(segment, bytes, choices.below(bytes.length + 1), new byte[700]);
        case 2 -> flip(segment, bytes, choices.below(8 * Math.max(1, bytes.length)));
        case 3 -> {
          int length = choices.below(bytes.length + 1);
          concern(segment, length, bytes.length);
          disk.put(segment, Arrays.copyOf(bytes, length));
        }
        case 4 -> disk.put(segment, Arrays.copyOf(bytes, bytes.length + choices.below(5000)));
        case 5 -> {
          concern(segment, 0, bytes.length);
          disk.remove(segment);
        }
        case 6 -> {
          Path other = choices.of(segments);
          concern(other, 0, Integer.MAX_VALUE);
          disk.put(other, bytes);
        }
        case 7 -> {
          Path other = QUEUE.resolve("%010d.log".formatted(choices.below(1000)));
          concern(other, 0, Integer.MAX_VALUE);
          disk.put(other, choices.flip() ? bytes : choices.bytes(300));
        }
        default -> {
          forged = true;
          forge(segment, bytes, choices);
        }
      }
    }

    /** Damage to one copy of the header concerns no payload. */
    private void overwrite(Path segment, byte[] bytes, int at, byte[] by) {
      int end = Math.min(bytes.length, at + by.length);
      words.add("%d bytes at %d".formatted(end - at, at));
      concern(segment, at, end);
      byte[] changed = bytes.clone();
      System.arraycopy(by, 0, changed, at, end - at);
      disk.put(segment, changed);
    }

    private void flip(Path segment, byte[] bytes, int bit) {
      if (bytes.length > 0) {
        overwrite(segment, bytes, bit / 8, new byte[] {(byte) (bytes[bit / 8] ^ 1 << bit % 8)});
      }
    }

    /** Headers and records that no disk would make: with right checksums and any content. */
    private void forge(Path segment, byte[] bytes, Choices choices) {
      SegmentHeader header =
          bytes.length < SegmentHeader.DATA_START ? null : SegmentHeader.decode(bytes);
      if (header == null) {
        return;
      }
      if (choices.flip()) {
        SegmentHeader.Sealed sealed =
            new SegmentHeader.Sealed(
                choices.of(header.id() - 1, header.id(), choices.longInteger()),
                choices.integer(),
                choices.integer(),
                choices.longInteger());
        SegmentHeader forged =
            new SegmentHeader(
                header.id(),
                choices.of(header.stream(), new UUID(7, 7)),
                choices.of(header.run(), choices.integer()),
                choices.of(header.previousNumber(), choices.longInteger()),
                choices.longInteger(),
                sealed,
                choices.flip());
        overwrite(segment, bytes, 0, forged.encode());
      } else {
        byte[] record = new byte[RecordHeader.BYTES];
        Checksum checksum = new Checksum(header.stream(), header.id());
        byte[] body = choices.bytes(64);
        byte type = (byte) (choices.octet() | 2); // No payload: that would be taken for one.
        new RecordHeader(
                type,
                choices.oneIn(2) ? choices.integer() : body.length,
                choices.longInteger(),
                choices.longInteger(),
                choices.integer(),
                checksum.ofBody(body, 0, body.length))
            .put(record, checksum);
        int at = SegmentHeader.DATA_START + choices.below(64) * RecordHeader.ALIGNMENT;
        overwrite(
            segment,
            bytes,
            Math.min(at, bytes.length),
            ByteBuffer.allocate(record.length + body.length).put(record).put(body).array());
      }
    }

    /**
     * Payloads in this stretch of a segment need not be found any more; nor those without header.
     */
    private void concern(Path segment, int from, int to) {
      boolean header = from < SegmentHeader.DATA_START && to > 0;
      segmentOf.forEach(
          (id, path) -> {
            int place = placeOf.get(id);
            int end = place + (int) RecordHeader.total(900);
            if (path.equals(segment) && (header || place < to && end > from)) {
              concerned.add(id);
            }
          });
    }

    @Override
    public String toString() {
      return words + ", payloads at " + placeOf + " of " + segmentOf;
    }
  }
}
