/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program on a pseudo-terminal, with somebody who types and reads; {@code script} makes it. */
final class Terminal implements AutoCloseable {
  /** What moves the cursor and colours. */
  private static final Pattern ESCAPES =
      Pattern.compile("\u001b[\\[(][0-9;?]*[a-zA-Z0-9]|\u001b[=>]");

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final StringBuilder screen = new StringBuilder();
  private int read;

  /**
   * Ctrl-C works as at a terminal, also where whoever runs the tests ignores it, as a shell does
   * for what it runs in the background.
   *
   * @param command for a shell
   */
  Terminal(Path folder, String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "script",
                "-qefc",
                "stty cols 200 rows 50; exec env --default-signal=INT " + command,
                "/dev/null"));
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("METERWAY_OPTS", "-Duser.home=" + folder);
    process = builder.start();
    Thread reader = new Thread(this::read, "terminal");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    byte[] buffer = new byte[4096];
    try (InputStream output = process.getInputStream()) {
      for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
        synchronized (screen) {
          screen.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
          screen.notifyAll();
        }
      }
    } catch (IOException e) {
      // The terminal is gone with the program.
      return;
    }
  }

  /** Types, without a line end. */
  void type(String text) throws IOException {
    OutputStream keys = process.getOutputStream();
    keys.write(text.getBytes(StandardCharsets.ISO_8859_1));
    keys.flush();
  }

  /** Waits until this is read behind what was awaited before. */
  void await(String regex) throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (screen) {
      while (true) {
        String text = text();
        Matcher matcher = pattern.matcher(text);
        if (matcher.find(Math.min(read, text.length()))) {
          read = matcher.end();
          return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (millis <= 0) {
          throw new AssertionError("No " + regex + " behind character " + read + " of " + text);
        }
        screen.wait(millis);
      }
    }
  }

  private String text() {
    return ESCAPES.matcher(screen).replaceAll("");
  }

  /** The program's exit status, once it has ended. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("It still runs: " + text());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
