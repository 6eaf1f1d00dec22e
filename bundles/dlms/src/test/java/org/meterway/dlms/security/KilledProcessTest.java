/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that takes counters is killed at any instant, again and again: no counter comes twice.
 */
class KilledProcessTest {
  private static final int KILLS = Integer.getInteger("meterway.counter.kills", 4);
  private static final long LONGEST_LIFE_IN_VALUES = 1000;

  @TempDir Path folder;

  @Test
  void noCounterComesTwice() throws Exception {
    Path counter = folder.resolve("counter");
    Path used = folder.resolve("used");
    Files.createFile(used);
    SplittableRandom random = new SplittableRandom(KILLS);
    for (int kill = 0; kill < KILLS; kill++) {
      long before = Files.size(used);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Taker.class.getName(),
                  counter.toString(),
                  used.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      long values = random.nextLong(LONGEST_LIFE_IN_VALUES);
      try {
        await(process, used, before + Long.BYTES * values);
        spin(random.nextInt(200_000));
      } finally {
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      }
    }

    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(used));
    long last = -1;
    long count = 0;
    while (all.remaining() >= Long.BYTES) {
      long value = all.getLong();
      assertTrue(value > last, value + " came after " + last);
      last = value;
      count++;
    }
    assertTrue(count > KILLS, count + " values were taken");
  }

  private void await(Process process, Path used, long size) throws IOException {
    long begin = System.nanoTime();
    while (Files.size(used) < size) {
      if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(60)) {
        throw new AssertionError(Files.readString(folder.resolve("output")));
      }
      Thread.onSpinWait();
    }
  }

  private static void spin(long nanoseconds) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < nanoseconds) {
      Thread.onSpinWait();
    }
  }

  /**
   * Takes counters and notes each one, as if it had been sent; ends by itself when nobody kills it.
   */
  static final class Taker {
    private static final int MOST_VALUES = 100_000;

    private Taker() {}

    /** Names the counter's file and the file of notes. */
    public static void main(String[] names) throws Exception {
      ByteBuffer note = ByteBuffer.allocate(Long.BYTES);
      try (var counters = FileInvocationCounters.openOrCreate(Path.of(names[0]), 0, 5);
          FileChannel used = FileChannel.open(Path.of(names[1]), StandardOpenOption.APPEND)) {
        for (int i = 0; i < MOST_VALUES; i++) {
          used.write(note.clear().putLong(counters.next()).flip());
        }
      }
    }
  }
}
