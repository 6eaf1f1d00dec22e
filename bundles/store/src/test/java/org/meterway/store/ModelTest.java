/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.api.store.Overflow;
import org.meterway.api.store.QueueLimits;
import org.meterway.api.store.QueueStatus;
import org.meterway.api.store.StoredPayload;

/**
 * Plays random offers, commits, takes, removals, power cuts and faults against a simple model of
 * what a queue is. A failure names its seed; {@code -Dmeterway.store.seeds=N} plays more.
 */
class ModelTest {
  private static final int SEEDS = Integer.getInteger("meterway.store.seeds", 60);
  private static final int STEPS = 250;

  /** What the disk does wrong in a game. */
  enum Trouble {
    /** Nothing but power cuts. */
    POWER_CUTS,
    /** The process is killed, the machine goes on. */
    KILLS,
    /** The power goes in the middle of what the store does. */
    CUTS_WITHIN,
    /** The disk is full, read-only or fails now and then, and power goes too. */
    FAULTS
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void keepsWhatItPromises(Trouble trouble) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      try {
        new Game(seed, trouble).play();
      } catch (Error | RuntimeException e) {
        throw new AssertionError("seed " + seed + " of " + trouble + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void givenThePowerGoesAtEachStepOfTheDiskThenNothingCommittedIsLost() {
    long operations = new Script(Long.MAX_VALUE, 0).play();
    assertTrue(operations > 100);
    for (long cut = 0; cut < operations; cut++) {
      for (int seed = 0; seed < 4; seed++) {
        try {
          new Script(cut, seed).play();
        } catch (Error | RuntimeException e) {
          throw new AssertionError("cut at " + cut + ", seed " + seed + ": " + e.getMessage(), e);
        }
      }
    }
  }

  /** A fixed course of events with one power cut. */
  private static final class Script {
    private final long cut;
    private final Random random;
    private int committed;
    private int removed;
    private int offered;

    Script(long cut, int seed) {
      this.cut = cut;
      random = new Random(seed);
    }

    /** Returns how many operations the disk did. */
    long play() {
      Fixture fixture = new Fixture();
      fixture.disk.cutAt(cut);
      try {
        run(fixture);
      } catch (SimulatedDisk.PowerCut e) {
        fixture.disk.powerCut(random);
        fixture.kill().open();
        List<Integer> ids = fixture.takeAllIds();
        assertEquals("", fixture.queue.status().problem());
        assertTrue(
            ids.containsAll(Fixture.ids(removed + 1, committed)),
            () -> "%s, removed %d, committed %d".formatted(ids, removed, committed));
        assertEquals(ids.stream().sorted().distinct().filter(id -> id <= offered).toList(), ids);
      }
      return fixture.disk.operations();
    }

    private void run(Fixture fixture) {
      fixture.open();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 12; i++) {
          keep(fixture, 3);
          List<StoredPayload> taken = fixture.takeAll();
          if (i % 3 == 0) {
            StoredPayload last = taken.get(taken.size() / 2);
            removed = Fixture.id(last.bytes());
            fixture.queue.remove(last.number());
            fixture.after(Duration.ofSeconds(1));
          }
          fixture.queue.putBack(0);
        }
        fixture.close();
        fixture.open();
      }
    }

    private void keep(Fixture fixture, int payloads) {
      for (int i = 0; i < payloads; i++) {
        offered++;
        fixture.offer(Fixture.payload(offered, 200));
      }
      fixture.commit();
      committed = offered;
    }
  }

  private static final class Game {
    private final Random random;
    private final Trouble trouble;
    private final Fixture fixture = new Fixture();
    private final QueueLimits limits;

    /** Alive in this life of the queue, in order. */
    private final TreeSet<Integer> alive = new TreeSet<>();

    private final ArrayDeque<Integer> taken = new ArrayDeque<>();
    private final Map<Integer, Long> numberOfTaken = new HashMap<>();

    /** Must be there after a crash. */
    private final Set<Integer> safe = new HashSet<>();

    /** Must not be there after a crash. */
    private final Set<Integer> surelyGone = new HashSet<>();

    /** Gone, but a crash may bring it back. */
    private final Set<Integer> goneForNow = new HashSet<>();

    private final Map<UUID, Map<Long, Integer>> given = new HashMap<>();
    private int offered;
    private long droppedOldest;
    private boolean isFaulty;
    private boolean isEnding;

    Game(int seed, Trouble trouble) {
      random = new Random(seed * 31L + trouble.ordinal());
      this.trouble = trouble;
      boolean narrow = random.nextInt(3) == 0;
      limits =
          narrow ? new QueueLimits(60_000, 60, Duration.ZERO, Overflow.DROP_OLDEST) : Fixture.WIDE;
      if (random.nextBoolean()) {
        fixture.disk.longestWrite(200 + random.nextInt(3000));
      }
    }

    void play() {
      cutLater();
      attempt(() -> fixture.open(limits));
      for (int step = 0; step < STEPS; step++) {
        attempt(this::step);
      }
      fixture.disk.heal();
      isFaulty = false;
      isEnding = true;
      crash();
      drain();
    }

    private void cutLater() {
      if (trouble == Trouble.CUTS_WITHIN && !isEnding) {
        // Not always soon: a start that never gets to its end shows nothing.
        int most = random.nextInt(3) == 0 ? 60 : 2000;
        fixture.disk.cutAt(fixture.disk.operations() + 1 + random.nextInt(most));
      }
    }

    private void attempt(Runnable action) {
      try {
        action.run();
      } catch (SimulatedDisk.PowerCut e) {
        crash();
      }
    }

    private void step() {
      switch (random.nextInt(trouble == Trouble.FAULTS ? 14 : 12)) {
        case 0, 1, 2, 3 -> offer();
        case 4, 5 -> commit();
        case 6, 7 -> take();
        case 8 -> remove();
        case 9 -> putBack();
        case 10 -> pass();
        case 11 -> {
          if (random.nextInt(6) == 0) {
            crash();
          } else if (random.nextInt(10) == 0) {
            reopen();
          } else if (random.nextInt(10) == 0) {
            fixture.queue.renewStream();
            attempt(fixture::round);
            noteSafe();
          }
        }
        default -> changeFaults();
      }
    }

    private void changeFaults() {
      if (isFaulty) {
        fixture.disk.heal();
        isFaulty = false;
        return;
      }
      isFaulty = random.nextInt(3) == 0;
      if (isFaulty) {
        switch (random.nextInt(4)) {
          case 0 -> fixture.disk.capacity(fixture.disk.used() + random.nextInt(9000));
          case 1 -> fault("Input/output error", SimulatedDisk.Operation.SYNC);
          case 2 ->
              fault(
                  "Read-only file system",
                  SimulatedDisk.Operation.WRITE,
                  SimulatedDisk.Operation.CREATE,
                  SimulatedDisk.Operation.RENAME,
                  SimulatedDisk.Operation.DELETE,
                  SimulatedDisk.Operation.LOCK);
          default -> fault("Input/output error", SimulatedDisk.Operation.WRITE);
        }
      }
    }

    private void fault(String message, SimulatedDisk.Operation... operations) {
      Set<SimulatedDisk.Operation> failing = Set.of(operations);
      int healthy = random.nextInt(4);
      int[] left = {healthy};
      fixture.disk.fault(
          (operation, path) -> {
            if (failing.contains(operation) && left[0]-- <= 0) {
              throw new IOException(message);
            }
          });
    }

    private void offer() {
      int count = 1 + random.nextInt(5);
      for (int i = 0; i < count; i++) {
        int length = random.nextInt(20) == 0 ? random.nextInt(9000) : random.nextInt(600);
        offered++;
        // It may be on disk from now on, whatever happens to this call.
        alive.add(offered);
        if (!fixture.queue.offer(Fixture.payload(offered, length)).isAccepted()) {
          throw new AssertionError("refused " + offered);
        }
        noteDrops();
      }
    }

    /** The oldest that are not taken give way. */
    private void noteDrops() {
      QueueStatus status = fixture.queue.status();
      Iterator<Integer> oldest = alive.iterator();
      Set<Integer> held = new HashSet<>(taken);
      while (droppedOldest < status.droppedOldest()) {
        int next = oldest.next();
        if (!held.contains(next)) {
          oldest.remove();
          gone(next);
          droppedOldest++;
        }
      }
      assertEquals(alive.size(), status.payloads(), () -> "payloads of " + alive);
    }

    private void gone(int id) {
      safe.remove(id);
      goneForNow.add(id);
    }

    private void commit() {
      fixture.commit();
      assertFalse(fixture.queue.isCommitDue());
      noteDrops();
      noteSafe();
    }

    private void noteSafe() {
      QueueStatus status = fixture.queue.status();
      if (status.onDisk() && !fixture.queue.isCommitDue() && fixture.isOpened()) {
        safe.addAll(alive);
      }
    }

    private void take() {
      for (StoredPayload payload : fixture.take(random.nextInt(5000))) {
        checkTaken(payload);
      }
      if (random.nextBoolean()) {
        fixture.round();
        noteDrops();
      }
    }

    private void checkTaken(StoredPayload payload) {
      int id = Fixture.id(payload.bytes());
      assertTrue(alive.contains(id), () -> id + " is not alive");
      for (int older : alive.headSet(id)) {
        assertTrue(taken.contains(older), () -> older + " is older than " + id);
      }
      taken.addLast(id);
      numberOfTaken.put(id, payload.number());
      checkNumber(payload.number(), id);
    }

    private void checkNumber(long number, int id) {
      Map<Long, Integer> ofStream =
          given.computeIfAbsent(fixture.queue.stream(), stream -> new HashMap<>());
      Integer before = ofStream.put(number, id);
      assertTrue(before == null || before == id, () -> number + " was " + before + ", is " + id);
      ofStream.forEach(
          (other, otherId) ->
              assertEquals(
                  Integer.compare(otherId, id),
                  Long.compare(other, number),
                  () -> "%d is %d, %d is %d".formatted(other, otherId, number, id)));
    }

    private void remove() {
      if (!taken.isEmpty()) {
        List<Integer> ids = new ArrayList<>(taken);
        int upTo = ids.get(random.nextInt(ids.size()));
        fixture.queue.remove(numberOfTaken.get(upTo));
        while (!taken.isEmpty() && taken.peekFirst() <= upTo) {
          int id = taken.removeFirst();
          alive.remove(id);
          gone(id);
        }
        noteDrops();
      }
    }

    private void putBack() {
      if (!taken.isEmpty()) {
        List<Integer> ids = new ArrayList<>(taken);
        int from = ids.get(random.nextInt(ids.size()));
        fixture.queue.putBack(numberOfTaken.get(from));
        while (!taken.isEmpty() && taken.peekLast() >= from) {
          taken.removeLast();
        }
        noteDrops();
      }
    }

    private void pass() {
      Set<Integer> before = new HashSet<>(goneForNow);
      fixture.after(Duration.ofSeconds(random.nextInt(12)));
      noteDrops();
      noteSafe();
      if (trouble == Trouble.KILLS && fixture.isOpened() && !fixture.queue.isCommitDue()) {
        fixture.after(Duration.ofSeconds(2));
        surelyGone.addAll(before);
      }
    }

    private void reopen() {
      fixture.queue.requestClose();
      fixture.round();
      boolean complete = fixture.queue.close() == 0;
      fixture.store.agent().release();
      if (complete && !isFaulty) {
        safe.addAll(alive);
        surelyGone.addAll(goneForNow);
      }
      restart();
    }

    private void crash() {
      if (trouble != Trouble.KILLS) {
        fixture.disk.powerCut(random);
      }
      fixture.kill();
      restart();
    }

    /** Opens again, and makes the model what is there, which must be right. */
    private void restart() {
      cutLater();
      while (true) {
        try {
          fixture.open(Fixture.WIDE);
          check();
          fixture.queue.limit(limits);
          fixture.round();
          droppedOldest = 0;
          noteDrops();
          noteSafe();
          return;
        } catch (SimulatedDisk.PowerCut e) {
          fixture.disk.powerCut(random);
          fixture.kill();
          cutLater();
        }
      }
    }

    private void check() {
      taken.clear();
      alive.clear();
      List<Integer> found = new ArrayList<>();
      for (StoredPayload payload : fixture.takeAll()) {
        int id = Fixture.id(payload.bytes());
        found.add(id);
        checkNumber(payload.number(), id);
      }
      fixture.queue.putBack(0);
      assertEquals(found.stream().sorted().distinct().toList(), found, "order");
      Set<Integer> lost = new TreeSet<>(safe);
      lost.removeAll(found);
      assertEquals(Set.of(), lost, () -> "lost; found " + found);
      for (int id : found) {
        assertTrue(id <= offered, () -> "invented " + id);
        assertFalse(surelyGone.contains(id), () -> id + " came back");
      }
      assertEquals(0, fixture.queue.status().damaged(), () -> fixture.queue.status().problem());
      assertEquals(found.size(), fixture.queue.status().payloads());
      alive.addAll(found);
      goneForNow.removeAll(found);
    }

    private void drain() {
      while (!alive.isEmpty()) {
        for (StoredPayload payload : fixture.take(Integer.MAX_VALUE)) {
          checkTaken(payload);
        }
        assertFalse(taken.isEmpty());
        fixture.queue.remove(numberOfTaken.get(taken.peekLast()));
        alive.removeAll(taken);
        taken.clear();
        fixture.after(Duration.ofSeconds(1));
      }
      assertEquals(0, fixture.queue.status().payloads());
      assertEquals(0, fixture.queue.status().bytes());
      assertTrue(fixture.disk.used() < 60_000, () -> "used " + fixture.disk.used());
    }
  }
}
