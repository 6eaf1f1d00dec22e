/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.dlms.security.CipheringException.Reason;

/** Counters in a file. */
class FileInvocationCountersTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("counter");
  }

  @Test
  void goesOnWhereItStoppedWhenItWasClosed() throws CipheringException {
    try (var counters = FileInvocationCounters.openOrCreate(file, 5)) {
      assertEquals(5, counters.next());
      assertEquals(6, counters.next());
    }
    try (var counters = FileInvocationCounters.open(file)) {
      assertEquals(7, counters.next());
    }
  }

  @Test
  void takesARangeBeforeItsFirstValueIsUsed() throws CipheringException, IOException {
    try (var counters = FileInvocationCounters.openOrCreate(file, 0, 10)) {
      for (int i = 0; i < 25; i++) {
        assertEquals(i, counters.next());
        assertTrue(stored() > i, "the file promises that " + i + " is used");
      }
      assertEquals(30, stored());
    }
    assertEquals(25, stored());
  }

  @Test
  void keepsASecondOneOff() throws CipheringException {
    try (var counters = FileInvocationCounters.openOrCreate(file, 0)) {
      counters.next();
      assertUnavailable("in use", () -> FileInvocationCounters.open(file));
      assertUnavailable("in use", () -> FileInvocationCounters.set(file, 9));
    }
    FileInvocationCounters.open(file).close();
  }

  @Test
  void neverBeginsAgainWhereThereWasACounter() throws CipheringException, IOException {
    FileInvocationCounters.openOrCreate(file, 0).close();
    Files.delete(file);
    assertUnavailable("is gone", () -> FileInvocationCounters.openOrCreate(file, 0));
    assertUnavailable("is gone", () -> FileInvocationCounters.open(file));
    FileInvocationCounters.set(file, 4000);
    try (var counters = FileInvocationCounters.openOrCreate(file, 0)) {
      assertEquals(4000, counters.next());
    }
  }

  @Test
  void refusesAFileThatIsMissingWithoutAFirstValue() {
    assertUnavailable("does not exist", () -> FileInvocationCounters.open(file));
    assertUnavailable(
        "cannot be locked",
        () -> FileInvocationCounters.openOrCreate(folder.resolve("no/counter"), 0));
  }

  @Test
  void refusesEveryDamageAndSaysWhatToDo() throws CipheringException, IOException {
    FileInvocationCounters.openOrCreate(file, 1234567).close();
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertUnavailable("damaged", () -> FileInvocationCounters.openOrCreate(file, 0));
    }
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] changed = good.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, changed);
      assertUnavailable("set it to a value higher", () -> FileInvocationCounters.open(file));
    }
    Files.write(file, new byte[1000]);
    assertUnavailable("too long", () -> FileInvocationCounters.open(file));
    Files.write(file, good);
    try (var counters = FileInvocationCounters.open(file)) {
      assertEquals(1234567, counters.next());
    }
  }

  @Test
  void isNotHinderedByAWriteThatWasCutOff() throws CipheringException, IOException {
    FileInvocationCounters.openOrCreate(file, 70).close();
    Files.write(folder.resolve("counter.new"), new byte[3]);
    try (var counters = FileInvocationCounters.open(file)) {
      assertEquals(70, counters.next());
    }
  }

  @Test
  void usesNoValueThatCannotBeWritten() throws CipheringException, IOException {
    try (var counters = FileInvocationCounters.openOrCreate(file, 0, 1)) {
      assertEquals(0, counters.next());
      Path inTheWay = Files.createDirectory(folder.resolve("counter.new"));
      assertUnavailable("cannot be written", counters::next);
      Files.delete(inTheWay);
      assertEquals(1, counters.next());
    }
  }

  @Test
  void rises() throws CipheringException {
    try (var counters = FileInvocationCounters.openOrCreate(file, 0, 4)) {
      counters.next();
      counters.atLeast(1000);
      assertEquals(1000, counters.next());
      counters.atLeast(5);
      assertEquals(1001, counters.next());
    }
  }

  @Test
  void endsAtTheHighestValue() throws CipheringException {
    try (var counters = FileInvocationCounters.openOrCreate(file, InvocationCounters.HIGHEST)) {
      assertEquals(InvocationCounters.HIGHEST, counters.next());
      assertEquals(
          Reason.COUNTER_EXHAUSTED,
          assertThrows(CipheringException.class, counters::next).reason());
    }
    try (var counters = FileInvocationCounters.open(file)) {
      assertThrows(CipheringException.class, counters::next);
    }
  }

  @Test
  void givesNothingAfterItWasClosed() throws CipheringException {
    var counters = FileInvocationCounters.openOrCreate(file, 0);
    counters.close();
    counters.close();
    assertUnavailable("is closed", counters::next);
  }

  private long stored() throws IOException {
    String line = Files.readString(file, StandardCharsets.ISO_8859_1);
    return Long.parseLong(line.replaceAll(".*free (\\d+), check.*\\n", "$1"));
  }

  private static void assertUnavailable(String words, Executable call) {
    CipheringException e = assertThrows(CipheringException.class, call);
    assertEquals(Reason.COUNTER_UNAVAILABLE, e.reason());
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
