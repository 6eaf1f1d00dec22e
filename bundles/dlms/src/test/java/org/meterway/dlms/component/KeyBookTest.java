/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.ReceivedCounters;
import org.meterway.dlms.security.SecuritySuite;

class KeyBookTest {
  private static final String ONE = "4B414D4550010203";
  private static final String TWO = "4B414D4550010204";
  private static final String KEY = "000102030405060708090A0B0C0D0E0F";
  private static final String OTHER = "0F0E0D0C0B0A09080706050403020100";

  @TempDir Path folder;
  private final AtomicLong time = new AtomicLong();
  private final ReceivedCounters received = new ReceivedCounters();
  private Path file;
  private long changes;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("keys");
  }

  private void write(String... lines) throws IOException {
    Files.write(file, List.of(lines));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 + 1000 * changes++));
    time.addAndGet(TimeUnit.SECONDS.toNanos(3));
  }

  private KeyBook book(Secret usual) {
    return new KeyBook(
        new PushListenerOptions.Keys(SecuritySuite.SUITE_0, usual, Secret.NONE, file),
        received,
        time::get);
  }

  private static KeyRing of(KeyBook book, String title) {
    return book.of(HexFormat.of().parseHex(title));
  }

  @Test
  void eachMeterHasItsKeysAndOthersTheUsualOne() throws IOException {
    write("# meters", "", ONE + " " + KEY, TWO.toLowerCase() + "\t" + KEY + "  " + OTHER);
    KeyBook book = book(Secret.ofHex(OTHER, 16));
    assertFalse(of(book, ONE).has(KeyId.AUTHENTICATION));
    assertTrue(of(book, TWO).has(KeyId.AUTHENTICATION));
    assertNotSame(of(book, ONE), of(book, "0000000000000000"));
    assertNotNull(book.of(new byte[0]));
    assertEquals(2, book.size());
    assertEquals("", book.problem());
  }

  @Test
  void withoutAUsualKeyOthersHaveNone() throws IOException {
    write(ONE + " " + KEY);
    assertNull(of(book(Secret.NONE), TWO));
  }

  @Test
  void aChangedFileIsReadAnewAndItsMeterBeginsToCountAnew() throws IOException {
    write(ONE + " " + KEY);
    KeyBook book = book(Secret.NONE);
    KeyRing ring = of(book, ONE);
    received.restore(HexFormat.of().parseHex(ONE), 17);
    write(ONE + " " + OTHER, TWO + " " + KEY);
    assertSame(ring, of(book, ONE));
    assertEquals(OptionalLong.empty(), received.highest(HexFormat.of().parseHex(ONE)));
    assertNotNull(of(book, TWO));
    write(TWO + " " + KEY);
    assertNull(of(book, ONE));
  }

  @Test
  void keysThatStayKeepTheirCounters() throws IOException {
    write(ONE + " " + KEY);
    KeyBook book = book(Secret.NONE);
    of(book, ONE);
    received.restore(HexFormat.of().parseHex(ONE), 17);
    write(ONE + " " + KEY, TWO + " " + KEY);
    of(book, ONE);
    assertEquals(OptionalLong.of(17), received.highest(HexFormat.of().parseHex(ONE)));
  }

  @Test
  void aBrokenFileIsToldWithoutKeysAndWhatItSaidBeforeHolds() throws IOException {
    write(ONE + " " + KEY);
    KeyBook book = book(Secret.NONE);
    of(book, ONE);
    for (String broken : new String[] {ONE, ONE + " " + KEY + "00", "x " + KEY, ONE + " a b c"}) {
      write("", broken);
      assertNotNull(of(book, ONE));
      assertTrue(book.problem().contains("line 2"), book::problem);
      assertFalse(book.problem().contains(KEY));
    }
    write(ONE + " " + KEY, ONE + " " + KEY);
    of(book, ONE);
    assertTrue(book.problem().contains("once more"), book::problem);
    write(ONE + " " + KEY);
    of(book, ONE);
    assertEquals("", book.problem());
  }

  @Test
  void aMissingFileIsToldAndFoundWhenItIsThere() throws IOException {
    KeyBook book = book(Secret.NONE);
    assertNull(of(book, ONE));
    assertTrue(book.problem().contains("cannot be read"));
    write(ONE + " " + KEY);
    assertNotNull(of(book, ONE));
  }
}
