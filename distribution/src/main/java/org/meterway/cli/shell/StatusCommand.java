/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a running gateway how it is. */
@Command(
    name = "status",
    sortOptions = false,
    header = "Ask a running gateway how it is.",
    description = {
      "",
      "Without WHAT: each part of the gateway at a glance. WHAT is one of",
      "  links        ports, head ends, frames, faults, what waits",
      "  handlers     bound, shadowed, rejected, with the reason",
      "  queue        what waits for the head ends",
      "  health       what somebody should look at; exit status 1 where there is something",
      "  statistics   all counters in words: statistics [KIND] [NAME] [--nonzero]",
      "Exit status: the command's own; 3 where no gateway runs with this data folder.",
      ""
    },
    footer = {"", "Example:", "  meterway status links", "  meterway status --json health"})
final class StatusCommand implements Callable<Integer> {
  private static final List<String> QUESTIONS =
      List.of("links", "handlers", "queue", "health", "statistics");

  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "the gateway's data folder (default: ${DEFAULT-VALUE})")
  private Path data;

  @Option(names = "--json", description = "the answer as JSON")
  private boolean json;

  @Parameters(arity = "0..*", paramLabel = "WHAT", description = "what to ask, see above")
  private List<String> words = new ArrayList<>();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    List<String> asked = new ArrayList<>(words.isEmpty() ? List.of("status") : words);
    if (!words.isEmpty() && !QUESTIONS.contains(words.get(0))) {
      throw CommandException.usage(
          "unknown question '"
              + words.get(0)
              + "', expected one of "
              + String.join(", ", QUESTIONS)
              + "; other commands: meterway shell");
    }
    if (json) {
      asked.add("--json");
    }
    try (ControlClient client = ControlClient.connect(data)) {
      return client.run(asked, console.out());
    }
  }
}
