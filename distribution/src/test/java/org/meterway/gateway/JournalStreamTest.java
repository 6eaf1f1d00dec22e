/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStreamTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream journal = new ByteArrayOutputStream();
  private final JournalStream stream = new JournalStream(journal);

  @Test
  void eachLevelHasItsPriority() {
    stream.println("ERROR Duty - The gateway stands still");
    stream.println("WARN PortAgent - größer");
    stream.println("INFO ReasonLog - hes: connected");
    stream.println("DEBUG X - y");
    stream.println("2026-11-26 06:39:37.434 WARN PortAgent - with a time");
    stream.println("[WARN] PortAgent - in brackets");
    stream.println("Meterway says something else: ERROR");
    assertEquals(
        List.of(
            "<3>ERROR Duty - The gateway stands still",
            "<4>WARN PortAgent - größer",
            "<6>INFO ReasonLog - hes: connected",
            "<7>DEBUG X - y",
            "<4>2026-11-26 06:39:37.434 WARN PortAgent - with a time",
            "<4>[WARN] PortAgent - in brackets",
            "<6>Meterway says something else: ERROR"),
        lines());
  }

  @Test
  void aStackTraceHasThePriorityOfItsLine() {
    stream.println("ERROR X - failed");
    new IllegalStateException("why").printStackTrace(stream);
    assertTrue(lines().size() > 3, lines()::toString);
    assertEquals("<3>java.lang.IllegalStateException: why", lines().get(1));
    assertTrue(lines().stream().allMatch(line -> line.startsWith("<3>")), lines()::toString);
  }

  @Test
  void noLineWithinAMessageChoosesItsOwnPriority() {
    stream.println("WARN X - stuck at\n  frame 1\r\n<0>forged");
    assertEquals(List.of("<4>WARN X - stuck at", "<4>  frame 1", "<4><0>forged"), lines());
  }

  @Test
  void theJournalIsKnownByItsFile() throws Exception {
    Path file = Files.createFile(folder.resolve("stream"));
    String other =
        Files.getAttribute(folder, "unix:dev") + ":" + Files.getAttribute(folder, "unix:ino");
    String same = Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
    assertTrue(JournalStream.isJournal(same, file));
    assertFalse(JournalStream.isJournal(other, file));
    assertFalse(JournalStream.isJournal("", file));
    assertFalse(JournalStream.isJournal(same, folder.resolve("absent")));
  }

  private List<String> lines() {
    return journal.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
