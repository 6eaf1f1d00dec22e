/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UnreliableLineTest {
  private static final byte[] FRAME = {1, 2, 3, 4, 5, 6, 7, 8};

  @TempDir private Path folder;
  private Path link;

  @BeforeEach
  void setUp() {
    link = folder.resolve("meter");
  }

  @Test
  void theDeviceIsCutInMidFrameAndReturnsUnderAnotherNumber() throws Exception {
    try (UnreliableLine line = new UnreliableLine(link, 1)) {
      Path first = line.device();
      CompletableFuture<Void> vanishing;
      try (RandomAccessFile gateway = new RandomAccessFile(link.toFile(), "rw")) {
        vanishing = CompletableFuture.runAsync(line::vanish);
        while (line.device() != null) {
          line.write(FRAME, 0, FRAME.length);
        }
        vanishing.get(10, TimeUnit.SECONDS);
        assertTrue(hangsUp(gateway), "the gateway sees the device go");
      }
      assertNull(line.device());
      assertFalse(Files.isSymbolicLink(link), "its number may be that of another device now");
      line.write(FRAME, 0, FRAME.length);

      line.comeBack();
      assertNotEquals(first, line.device());
      assertEquals(line.device(), link.toRealPath());
      try (RandomAccessFile gateway = new RandomAccessFile(link.toFile(), "rw")) {
        line.write(FRAME, 0, FRAME.length);
        assertArrayEquals(FRAME, read(gateway, FRAME.length));
        gateway.write(9);
        assertEquals(1, line.read(new byte[8]));
      }
    }
  }

  /** Reads until the end, whether it is told as an end or as an error. */
  private static boolean hangsUp(RandomAccessFile gateway) {
    byte[] buffer = new byte[4096];
    try {
      while (gateway.read(buffer) >= 0) {
        // What was sent before.
      }
    } catch (IOException e) {
      return true;
    }
    return true;
  }

  private static byte[] read(RandomAccessFile file, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.readFully(bytes);
    return bytes;
  }

  @Test
  void damageChangesFramesAndEnds() throws Exception {
    try (UnreliableLine line = new UnreliableLine(link, 1);
        RandomAccessFile gateway = new RandomAccessFile(link.toFile(), "rw")) {
      line.damage(1);
      line.write(FRAME, 0, FRAME.length);
      line.damage(0);
      line.write(FRAME, 0, FRAME.length);
      // A wrong bit, or an octet more.
      byte[] all = read(gateway, 2 * FRAME.length);
      if (!Arrays.equals(FRAME, Arrays.copyOfRange(all, FRAME.length, all.length))) {
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = (byte) gateway.read();
      }
      int good = all.length - FRAME.length;
      assertArrayEquals(FRAME, Arrays.copyOfRange(all, good, all.length));
      assertEquals(false, Arrays.equals(FRAME, Arrays.copyOf(all, good)));
    }
  }

  @Test
  void aFloodFillsTheLineUntilItsTimeIsOver() throws Exception {
    try (UnreliableLine line = new UnreliableLine(link, 1);
        RandomAccessFile gateway = new RandomAccessFile(link.toFile(), "rw")) {
      Thread reader = new Thread(() -> hangsUp(gateway), "test-gateway");
      reader.setDaemon(true);
      reader.start();
      // More than the line holds: the flood needs its reader.
      assertTrue(line.flood(Duration.ofMillis(200)) > 10_000);
    }
  }

  @Test
  void aStalledMeterReadsAgainLater() throws Exception {
    try (UnreliableLine line = new UnreliableLine(link, 1);
        RandomAccessFile gateway = new RandomAccessFile(link.toFile(), "rw")) {
      line.stall(true);
      CompletableFuture<Integer> read =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return line.read(new byte[8]);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      gateway.write(FRAME);
      assertEquals(false, read.isDone());
      line.stall(false);
      assertEquals(FRAME.length, read.get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void closingFreesItsReader() throws Exception {
    UnreliableLine line = new UnreliableLine(link, 1);
    line.vanish();
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return line.read(new byte[8]);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    line.close();
    assertEquals(-1, read.get(10, TimeUnit.SECONDS));
  }
}
