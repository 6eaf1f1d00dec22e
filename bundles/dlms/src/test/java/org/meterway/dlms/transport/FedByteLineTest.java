/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A line that something else feeds. */
class FedByteLineTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final FedByteLine line = new FedByteLine(5, written::write);
  private final byte[] bytes = new byte[10];

  @Test
  void whatIsFedIsReadInOrderAndRoundTheEnd() throws IOException {
    for (int i = 0; i < 7; i++) {
      assertEquals(3, line.feed(new byte[] {(byte) i, 1, 2}, 0, 3));
      assertEquals(3, line.read(bytes, 2, 8, Duration.ZERO));
      assertEquals(i, bytes[2]);
      assertEquals(2, bytes[4]);
    }
    assertEquals(0, line.read(bytes, 0, 10, Duration.ofMillis(1)));
  }

  @Test
  void whatThereIsNoRoomForIsDroppedAndCounted() throws IOException {
    assertEquals(5, line.feed(new byte[7], 0, 7));
    assertEquals(0, line.feed(new byte[1], 0, 1));
    assertEquals(3, line.dropped());
    assertEquals(5, line.read(bytes, 0, 10, LONG));
  }

  @Test
  void aReaderThatWaitsIsWoken() throws Exception {
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return line.read(bytes, 0, 10, LONG);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    line.feed(new byte[] {7}, 0, 1);
    assertEquals(1, read.get(5, TimeUnit.SECONDS));
    assertEquals(7, bytes[0]);
  }

  @Test
  void theEndComesBehindWhatWasFed() throws IOException {
    line.feed(new byte[2], 0, 2);
    line.end();
    assertEquals(0, line.feed(new byte[2], 0, 2));
    assertEquals(2, line.read(bytes, 0, 10, LONG));
    assertEquals(-1, line.read(bytes, 0, 10, LONG));
  }

  @Test
  void closingEndsAtOnce() throws IOException {
    line.feed(new byte[2], 0, 2);
    line.close();
    assertEquals(-1, line.read(bytes, 0, 10, LONG));
    assertEquals(0, line.feed(new byte[1], 0, 1));
    line.open();
    assertEquals(1, line.feed(new byte[1], 0, 1));
    assertEquals(1, line.read(bytes, 0, 10, LONG));
  }

  @Test
  void whatIsWrittenIsHandedOut() throws IOException {
    line.write(new byte[] {1, 2, 3}, 1, 2);
    assertArrayEquals(new byte[] {2, 3}, written.toByteArray());
  }
}
