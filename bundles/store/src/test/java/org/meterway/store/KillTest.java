/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.store.PayloadQueue;
import org.meterway.api.store.StoredPayload;

/**
 * Kills a process that offers, commits and delivers, again and again. {@code
 * -Dmeterway.store.kills=200} kills more often.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("meterway.store.kills", 10);
  private static final int LONGEST = 40_000;

  @TempDir Path folder;

  private final Random random = new Random(1);
  private int committed;
  private int delivered;
  private long lastNumber;

  @Test
  void givenKillsAtAnyInstantThenNothingCommittedIsLostAndOrderHolds() throws Exception {
    int acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      acknowledged += killed(committed + 1, 20 + random.nextInt(300));
      check();
    }
    assertTrue(acknowledged > 0, "the child did nothing");
  }

  /** Lets a child work and kills it after so many lines. Returns how many it acknowledged. */
  private int killed(int first, int lines) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int seen = 0;
    try (BufferedReader output = child.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("committed ")) {
          committed = Integer.parseInt(line.substring(10));
          seen++;
        } else if (line.startsWith("delivered ")) {
          delivered = Math.max(delivered, Integer.parseInt(line.substring(10)));
        } else {
          throw new AssertionError(line);
        }
        if (seen == lines) {
          child.toHandle().destroyForcibly(); // SIGKILL; what it said is read to the end.
        }
      }
    }
    child.waitFor();
    return seen;
  }

  private void check() throws InterruptedException {
    Semaphore available = new Semaphore(0);
    try (DurableStore store = DurableStore.open(folder, Child.OPTIONS)) {
      PayloadQueue queue = store.open("hes", Fixture.WIDE, available::release);
      queue.stream();
      assertEquals("", queue.status().problem());
      List<Integer> ids = new ArrayList<>();
      ArrayDeque<StoredPayload> batch = new ArrayDeque<>();
      long number = 0;
      while (ids.size() < queue.status().payloads()) {
        available.tryAcquire(10, java.util.concurrent.TimeUnit.MILLISECONDS);
        queue.take(batch, 1 << 20);
        for (StoredPayload payload : batch) {
          assertTrue(payload.number() > number);
          number = payload.number();
          ids.add(Fixture.id(payload.bytes()));
        }
        batch.clear();
      }
      assertTrue(number >= lastNumber || ids.isEmpty());
      lastNumber = Math.max(lastNumber, number);
      if (!ids.isEmpty()) {
        int first = ids.get(0);
        int last = ids.get(ids.size() - 1);
        assertEquals(Fixture.ids(first, last), ids);
        assertTrue(first <= delivered + 1, "first " + first + ", delivered " + delivered);
        assertTrue(last >= committed, "last " + last + ", committed " + committed);
        committed = last;
      } else {
        assertTrue(delivered >= committed, delivered + " of " + committed);
      }
    }
  }

  /** The process that is killed. */
  static final class Child {
    static final StoreOptions OPTIONS =
        new StoreOptions(
            StoreOptions.Mode.DISK,
            "",
            256 * 1024,
            Duration.ZERO,
            Duration.ofSeconds(60),
            1 << 24,
            Duration.ofSeconds(1));

    private Child() {}

    public static void main(String[] arguments) {
      PrintStream output = System.out;
      DurableStore store = DurableStore.open(Path.of(arguments[0]), OPTIONS);
      PayloadQueue queue = store.open("hes", Fixture.WIDE, () -> {});
      Random random = new Random();
      ArrayDeque<StoredPayload> batch = new ArrayDeque<>();
      int next = Integer.parseInt(arguments[1]);
      while (true) {
        for (int i = random.nextInt(20); i >= 0; i--) {
          int length = random.nextInt(100) == 0 ? random.nextInt(LONGEST) : random.nextInt(500);
          queue.offer(Fixture.payload(next++, length));
        }
        queue.commit();
        if (queue.status().onDisk()) {
          output.println("committed " + (next - 1));
        }
        queue.take(batch, random.nextInt(5000));
        if (!batch.isEmpty() && random.nextInt(3) == 0) {
          StoredPayload last = batch.peekLast();
          // Said before, since it may be gone right after.
          output.println("delivered " + Fixture.id(last.bytes()));
          queue.remove(last.number());
          batch.clear();
        }
      }
    }
  }
}
