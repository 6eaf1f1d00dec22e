/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;

/** Lines for another process, over its control socket. */
final class RemoteShell implements ShellBackend {
  /** As Gogo names the commands. */
  static final String SCOPE = "meterway:";

  private static final int CANCELLED = 130;

  private final Path data;
  private final Console console;
  private volatile ControlClient running;
  private volatile boolean cancelled;

  RemoteShell(Path data, Console console) {
    this.data = data;
    this.console = console;
  }

  @Override
  public int run(String line) throws IOException, CommandException {
    cancelled = false;
    try (ControlClient client = ControlClient.connect(data)) {
      running = client;
      return client.run(LineWords.of(line), console.out());
    } catch (IOException e) {
      if (cancelled) {
        return CANCELLED;
      }
      throw e;
    } finally {
      running = null;
    }
  }

  @Override
  public void cancel() {
    ControlClient client = running;
    if (client != null) {
      cancelled = true;
      client.close();
    }
  }

  @Override
  public List<String> complete(List<String> words) {
    boolean scoped = !words.isEmpty() && words.get(0).startsWith(SCOPE);
    try (ControlClient client = ControlClient.connect(data)) {
      List<String> asked = new java.util.ArrayList<>(words);
      if (scoped) {
        asked.set(0, asked.get(0).substring(SCOPE.length()));
      }
      List<String> candidates = client.complete(asked);
      return scoped && words.size() == 1
          ? candidates.stream().map(SCOPE::concat).toList()
          : candidates;
    } catch (IOException | CommandException e) {
      // The next command will say it.
      return List.of();
    }
  }
}
