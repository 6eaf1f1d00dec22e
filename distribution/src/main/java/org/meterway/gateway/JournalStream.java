/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Standard error that the journal reads: before each line stands its priority (sd-daemon(3)), so
 * that {@code journalctl -p warning} finds what it is asked for. A stack trace has that of its
 * line.
 */
final class JournalStream extends PrintStream {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final Pattern LEVEL =
      Pattern.compile("^(?:[-0-9:., ]{0,40}\\[?)(ERROR|WARN|INFO|DEBUG|TRACE)\\b");
  private static final Map<String, String> PRIORITIES =
      Map.of("ERROR", "<3>", "WARN", "<4>", "INFO", "<6>", "DEBUG", "<7>", "TRACE", "<7>");
  private static final String UNKNOWN = "<6>";

  private String priority = UNKNOWN;

  JournalStream(OutputStream journal) {
    super(journal, true, StandardCharsets.UTF_8);
  }

  /**
   * Takes the place of standard error where the journal reads it, which knows the time by itself.
   *
   * @param settings of the log, for what nobody has set
   */
  static void use(Properties settings) {
    if (isJournal(System.getenv().getOrDefault("JOURNAL_STREAM", ""), STANDARD_ERROR)) {
      settings.setProperty("org.slf4j.simpleLogger.showDateTime", "false");
      System.setErr(new JournalStream(new FileOutputStream(FileDescriptor.err)));
    }
  }

  /**
   * Whether a stream is the one that the journal reads.
   *
   * @param journal its device and inode, as systemd says them
   */
  static boolean isJournal(String journal, Path stream) {
    try {
      return !journal.isEmpty()
          && journal.equals(
              Files.getAttribute(stream, "unix:dev")
                  + ":"
                  + Files.getAttribute(stream, "unix:ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public void println(String line) {
    synchronized (this) {
      Matcher level = LEVEL.matcher(line);
      priority = level.find() ? PRIORITIES.get(level.group(1)) : UNKNOWN;
      write(line);
    }
  }

  /** What follows a line, such as where an exception comes from. */
  @Override
  public void println(Object more) {
    synchronized (this) {
      write(String.valueOf(more));
    }
  }

  private void write(String text) {
    super.println(priority + text.replace("\r", "").replace("\n", "\n" + priority));
  }
}
