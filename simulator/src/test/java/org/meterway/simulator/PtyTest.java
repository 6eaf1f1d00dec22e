/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PtyTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void givenAUserOfTheDevice_whenBothWrite_thenEveryByteArrivesUnchanged() throws Exception {
    try (Pty pty = Pty.open();
        RandomAccessFile user = new RandomAccessFile(pty.device().toFile(), "rw")) {
      byte[] all = new byte[256];
      for (int i = 0; i < all.length; i++) {
        all[i] = (byte) i;
      }
      pty.write(all);
      byte[] received = new byte[all.length];
      user.readFully(received);
      assertArrayEquals(all, received);

      user.write(all);
      assertTrue(pty.readable(LIMIT));
      assertArrayEquals(all, readExactly(pty, all.length));
      assertFalse(pty.readable(Duration.ZERO), "no echo");
    }
  }

  @Test
  void givenAKeptDevice_whenItsUserClosesAndReopens_thenTheLineStaysUsable() throws Exception {
    try (Pty pty = Pty.open()) {
      for (byte[] text : new byte[][] {{1, 2}, {3, 4}}) {
        try (RandomAccessFile user = new RandomAccessFile(pty.device().toFile(), "rw")) {
          user.write(text);
          assertArrayEquals(text, readExactly(pty, text.length));
        }
      }
    }
  }

  @Test
  void givenADeviceThatHangsUp_whenItsUserCloses_thenReadReportsTheEnd() throws Exception {
    try (Pty pty = Pty.open(Pty.Slave.HANGS_UP)) {
      assertFalse(pty.readable(Duration.ZERO), "not opened yet is no hang-up");
      try (RandomAccessFile user = new RandomAccessFile(pty.device().toFile(), "rw")) {
        user.write(7);
      }
      assertArrayEquals(new byte[] {7}, readExactly(pty, 1));
      assertEquals(-1, pty.read(new byte[8]));
    }
  }

  @Test
  void givenABlockedReader_whenClosed_thenItIsFreedAndTheDeviceIsGone() throws Exception {
    Pty pty = Pty.open();
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return pty.read(new byte[8]);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    pty.close();
    assertEquals(-1, reader.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertFalse(Files.exists(pty.device()));
    assertThrows(IOException.class, () -> pty.write(new byte[1]));
    pty.close();
  }

  @Test
  void givenAFullLine_whenClosed_thenTheWriterIsFreed() throws Exception {
    Pty pty = Pty.open();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> assertThrows(IOException.class, () -> pty.write(new byte[1 << 20])));
    pty.close();
    writer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void givenALink_whenAnotherPtyIsLinked_thenTheLinkIsReplaced(@TempDir Path folder)
      throws Exception {
    Path link = folder.resolve("meter");
    try (Pty first = Pty.open();
        Pty second = Pty.open()) {
      first.linkAt(link);
      assertEquals(first.device(), link.toRealPath());
      second.linkAt(link);
      assertEquals(second.device(), link.toRealPath());
    }
  }

  private static byte[] readExactly(Pty pty, int length) throws IOException {
    byte[] bytes = new byte[length];
    int count = 0;
    while (count < length) {
      int more = pty.read(bytes, count, length - count);
      if (more < 0) {
        return Arrays.copyOf(bytes, count);
      }
      count += more;
    }
    return bytes;
  }
}
