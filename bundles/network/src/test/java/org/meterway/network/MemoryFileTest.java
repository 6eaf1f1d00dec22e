/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFileTest {
  private static final Limit ONCE = new Limit(1, Duration.ofDays(1));

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsReadAndNothingElseIsLeft() throws IOException {
    MemoryFile file = new MemoryFile(folder.resolve("data").resolve("network"));
    assertEquals(Optional.empty(), file.read());
    file.write("one");
    file.write("two");
    assertEquals(Optional.of("two"), file.read());
    assertEquals(1, folder.resolve("data").resolve("network").toFile().list().length);
  }

  @Test
  void anInterruptedThreadReadsAndWritesAllTheSame() throws IOException {
    Files.writeString(folder.resolve("memory"), "one");
    Thread.currentThread().interrupt();
    try {
      assertEquals(Optional.of("one"), new MemoryFile(folder).read());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void aFileThatIsEmptyOrFarTooLongIsDamaged() throws IOException {
    for (String text : new String[] {"", "x".repeat((1 << 20) + 1)}) {
      Files.writeString(folder.resolve("memory"), text);
      Memory memory = new Memory(new MemoryFile(folder), () -> 0);
      assertFalse(memory.problem().isEmpty());
      assertFalse(memory.usage().permits("a", ONCE, memory.now()));
      // And the next start knows of it, although the file is a good one by now.
      Memory next = new Memory(new MemoryFile(folder), () -> 0);
      assertEquals("", next.problem());
      assertFalse(next.usage().permits("a", ONCE, next.now()));
    }
  }

  @Test
  void whatCannotBeReadCountsAsEachLimitReached() throws IOException {
    Files.createDirectory(folder.resolve("memory"));
    Memory memory = new Memory(new MemoryFile(folder), () -> 0);
    assertTrue(memory.problem().contains("cannot be read"), memory.problem());
    assertFalse(memory.usage().permits("a", ONCE, memory.now()));
  }

  @Test
  void whatWasCalledInAnEarlierRunCounts() {
    Memory before = new Memory(new MemoryFile(folder), () -> 0);
    assertTrue(before.note("a", Instant.EPOCH));
    Memory after = new Memory(new MemoryFile(folder), () -> 0);
    assertFalse(after.usage().permits("a", ONCE, after.now()));
    assertTrue(after.usage().permits("b", ONCE, after.now()));
  }

  @Test
  void withoutAFolderNothingIsKept() {
    assertThrows(IOException.class, () -> MemoryFile.NONE.write("x"));
    assertFalse(MemoryFile.NONE.whyForgetful().isEmpty());
  }
}
