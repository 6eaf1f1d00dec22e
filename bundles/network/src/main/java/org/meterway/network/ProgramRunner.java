/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs, none of them through a shell, each within a time. Of what they print only the last
 * line is kept. Thread-safe.
 */
final class ProgramRunner {
  private static final File NOTHING = new File("/dev/null");
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /**
   * How a program has ended.
   *
   * @param exit its exit status
   * @param lastLine the last line that it printed, on whichever way; empty for none
   */
  record Result(int exit, String lastLine) {}

  /**
   * Runs a program to its end.
   *
   * @param command its path, and its arguments
   * @param environment what is set beside the gateway's own environment
   * @throws ProgramException if it cannot be started or does not end in time; it is then killed,
   *     and so is all that it has started
   * @throws InterruptedException if interrupted; the same becomes of it
   */
  Result run(List<String> command, Map<String, String> environment, Duration atMost)
      throws ProgramException, InterruptedException {
    Process process = start(command, environment);
    LastLine output = new LastLine();
    // A child that outlives the program may hold its output open: so nobody waits for the end of
    // it.
    Thread reader =
        Threads.named("meterway-program-output").newThread(() -> drain(process, output));
    reader.start();
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ProgramException(
            command.get(0) + " did not end within " + atMost.toSeconds() + " s");
      }
      reader.join(LAST_WORDS.toMillis());
      return new Result(process.exitValue(), output.text());
    } finally {
      kill(process);
    }
  }

  private static Process start(List<String> command, Map<String, String> environment)
      throws ProgramException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(NOTHING);
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ProgramException(command.get(0) + " cannot be started: " + e.getMessage());
    }
  }

  /** Descendants are looked for first: without their parent they could not be found any more. */
  private static void kill(Process process) {
    if (process.isAlive()) {
      List<ProcessHandle> descendants = process.descendants().toList();
      process.destroyForcibly();
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static void drain(Process process, LastLine output) {
    byte[] buffer = new byte[1024];
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        output.add(buffer, count);
      }
    } catch (IOException e) {
      return; // It was killed: what it has said so far is all.
    }
  }

  /** The last line of a stream, however long stream and line are. */
  private static final class LastLine {
    private static final int LONGEST = 300;

    private final StringBuilder current = new StringBuilder();
    private String last = "";

    synchronized void add(byte[] buffer, int count) {
      // Byte by byte it is ASCII that is sure; programs run in the locale C.
      for (char c : new String(buffer, 0, count, StandardCharsets.ISO_8859_1).toCharArray()) {
        if (c == '\n' || c == '\r') {
          keep();
        } else if (current.length() < LONGEST) {
          current.append(c < ' ' || c > '~' ? '?' : c);
        }
      }
    }

    private void keep() {
      if (!current.toString().isBlank()) {
        last = current.toString().strip();
      }
      current.setLength(0);
    }

    synchronized String text() {
      keep();
      return last;
    }
  }
}
