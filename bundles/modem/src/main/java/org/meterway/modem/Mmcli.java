/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meterway.api.modem.ModemException;

/** Runs ModemManager's program, without a shell, within a time limit and with bounded output. */
final class Mmcli {
  private static final int MOST_OUTPUT = 256 * 1024;
  private static final int LONGEST_REASON = 300;

  private final Path program;

  Mmcli(Path program) {
    this.program = program;
  }

  /**
   * Runs it to its end.
   *
   * @return what it printed
   * @throws ModemException if it cannot be run, takes too long, or fails: with its own words
   */
  String run(Duration atMost, List<String> arguments) throws ModemException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    Process process = start(command);
    try {
      process.getOutputStream().close();
      FutureTask<String> output = reading(process.getInputStream());
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ModemException(
            "%s did not end within %d s".formatted(program.getFileName(), atMost.toSeconds()));
      }
      String printed = output.get(1, TimeUnit.SECONDS);
      if (process.exitValue() != 0) {
        throw new ModemException(reason(printed, process.exitValue()));
      }
      return printed;
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new ModemException("what " + program + " printed cannot be read: " + e, e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(List<String> command) throws ModemException {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      return builder.start();
    } catch (IOException e) {
      throw new ModemException(program + " cannot be run: " + e.getMessage(), e);
    }
  }

  private static FutureTask<String> reading(InputStream stream) {
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              byte[] start = stream.readNBytes(MOST_OUTPUT);
              stream.transferTo(java.io.OutputStream.nullOutputStream());
              return new String(start, StandardCharsets.UTF_8);
            });
    Thread thread = new Thread(task, "meterway-modem-mmcli");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static String reason(String printed, int status) {
    String words = printed.strip().replaceAll("\\s+", " ");
    if (words.startsWith("error: ")) {
      words = words.substring("error: ".length());
    }
    if (words.isEmpty()) {
      return "mmcli ended with status " + status;
    }
    return words.substring(0, Math.min(words.length(), LONGEST_REASON));
  }
}
