/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.meterway.api.update.UpdatePhase;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import org.meterway.cli.shell.ControlClient;
import org.meterway.update.release.Members;

/**
 * Asks a running gateway about updates. While its bundles are exchanged nobody may answer for some
 * seconds; then it asks again.
 */
final class GatewayUpdates {
  private static final String COMMAND = "update";
  private static final long LOOK_MILLIS = 500;
  private static final long PATIENCE_SECONDS = 120;

  private final Path data;
  private final Console console;

  GatewayUpdates(Path data, Console console) {
    this.data = data;
    this.console = console;
  }

  /** Runs one command of the gateway; returns its exit status. */
  int run(List<String> words) throws IOException, CommandException {
    List<String> command = new ArrayList<>(words);
    command.add(0, COMMAND);
    try (ControlClient client = ControlClient.connect(data)) {
      return client.run(command, console.out());
    }
  }

  /**
   * Tells each change until the exchange has ended.
   *
   * @return the last phase
   * @throws IOException if nobody answers for two minutes
   */
  UpdatePhase follow() throws IOException, InterruptedException {
    String told = "";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        Members status = status();
        UpdatePhase phase = UpdatePhase.valueOf(status.optionalText("phase"));
        String reason = status.optionalText("reason");
        String line = phase + (reason.isEmpty() ? "" : ": " + reason);
        if (!line.equals(told)) {
          console.print(line);
          console.out().flush();
          told = line;
        }
        if (phase != UpdatePhase.APPLYING
            && phase != UpdatePhase.TRYING
            && phase != UpdatePhase.ROLLING_BACK) {
          return phase;
        }
        end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      } catch (CommandException | IOException | IllegalArgumentException e) {
        // Whoever answers is being exchanged himself.
        if (System.nanoTime() > end) {
          throw new IOException("the gateway does not answer any more", e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private Members status() throws IOException, CommandException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (ControlClient client = ControlClient.connect(data)) {
      if (client.run(List.of(COMMAND, "status", "--json"), answer) != ExitStatus.GOOD) {
        throw new IOException("the gateway has no updates at this moment");
      }
    }
    return Members.of("the gateway's answer", answer.toByteArray());
  }
}
