/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.meterway.api.command.OperatorCommand;

/** What the commands say of themselves, and that the reference page says the same. */
class HelpTest {
  private static final Path PAGE = Path.of("../../docs/reference/shell.md");
  private static final int LONGEST_LINE = 100;

  private static Map<String, OperatorCommand> commands() {
    FakeServices services = new FakeServices();
    return new TreeMap<>(
        Map.of(
            "links", new LinksCommand(services),
            "handlers", new HandlersCommand(services),
            "queue", new QueueCommand(services),
            "decode", new DecodeCommand(services),
            "trace", new TraceCommand(services, (listener, links) -> () -> {}),
            "reconnect", new ReconnectCommand(services),
            "restart", new RestartCommand(services),
            "statistics", new StatisticsCommand(services),
            "status", new StatusCommand(services, ""),
            "health", new HealthCommand(services)));
  }

  @Test
  void helpBeginsWithTheNameAndFitsATerminal() {
    commands()
        .forEach(
            (name, command) -> {
              assertTrue(command.help().startsWith(name + " "), name);
              assertTrue(command.help().endsWith("\n"), name);
              command
                  .help()
                  .lines()
                  .forEach(line -> assertTrue(line.length() <= LONGEST_LINE, line));
              assertEquals(1, command.summary().lines().count(), name);
            });
  }

  @Test
  void theReferencePageHoldsEachHelp() throws IOException {
    String page = Files.readString(PAGE);
    commands()
        .forEach(
            (name, command) -> {
              String section = "## " + name + "\n\n```text\n" + command.help() + "```\n";
              assertTrue(page.contains(section), "docs/reference/shell.md lacks:\n" + section);
            });
  }
}
