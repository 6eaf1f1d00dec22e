/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Sends by the program {@code systemd-notify}, since Java has no datagram sockets of the local
 * system. It comes with systemd, and returns when systemd has taken the message; so the service
 * needs {@code NotifyAccess=all}.
 */
final class SystemdNotify implements Messenger {
  private static final String PROGRAM = "systemd-notify";
  private static final long LIMIT_SECONDS = 10;
  private static final int WORDS = 200;

  private final String program;
  private final Map<String, String> environment;

  SystemdNotify() {
    this(PROGRAM, Map.of());
  }

  /**
   * @param environment what the program's differs in from this process's
   */
  SystemdNotify(String program, Map<String, String> environment) {
    this.program = program;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public void send(List<String> assignments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(assignments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      // It says less than a pipe holds, if anything.
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(program + " did not end within " + LIMIT_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            program + " failed, status " + process.exitValue() + ": " + words(process));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String words(Process process) throws IOException {
    byte[] output = process.getInputStream().readNBytes(WORDS);
    return new String(output, StandardCharsets.UTF_8).strip().replaceAll("\\p{Cntrl}+", " ");
  }
}
